"""Signals of the charts: the SQL against plain Python, on many series."""
