"""The live page of a trace: rows and entries in, a page out. It knows no lessons, no Daphne and no terminal."""
