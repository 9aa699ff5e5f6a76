"""The command line of the records, one module per noun; `cli.py` puts them together."""
