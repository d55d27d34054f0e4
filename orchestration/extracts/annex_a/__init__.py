"""Annex A: the inspectors' child-level lists, as a reader onto the extract contract.

Belongs here: workbooks and files per list, the lists' columns, and their conversion into text rows of the feeds. Does
not belong here: types and rules, which are the contract's and judge converted rows like any others.
"""
