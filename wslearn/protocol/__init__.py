"""Words of the house: what the specifications and Daphne say, as tables. Imports nothing but the standard library."""
