"""The fictional council's tables, written as the files that councils without the Standard Safeguarding Dataset have.

Belongs here: writers, one per format, from the tables of one delivery (`records`) and from nothing else, so that all
formats tell of the same children. What a format cannot hold is left out. Does not belong here: the council's services,
and anything of the readers: a writer that borrowed their words would agree with their mistakes.
"""
