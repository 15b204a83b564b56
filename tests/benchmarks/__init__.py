"""Ratios measured in one interleaved run against a named floor or peer; never a timed test."""
