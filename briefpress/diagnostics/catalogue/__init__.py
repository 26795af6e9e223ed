"""The codes of every kind of finding, one module per family: `CODES` of each is merged in `codes.py`."""
