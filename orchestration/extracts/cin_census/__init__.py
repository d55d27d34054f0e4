"""The CIN census: the yearly XML return on children in need, as a reader onto the extract contract.

Belongs here: recognising the XML, reading it safely, its tables, and their conversion into text rows of the feeds. Does
not belong here: types and rules, which are the contract's and judge converted rows like any others.
"""
