"""SSDA903: the yearly return on children looked after, as a reader onto the extract contract.

Belongs here: names of return files, zips and year folders, the return's tables, and their conversion into text rows of
the feeds. Does not belong here: types and rules, which are the contract's and judge converted rows like any others.
"""
