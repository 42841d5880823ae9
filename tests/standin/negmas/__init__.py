"""A stand-in for NegMAS: see README.md beside this folder."""
