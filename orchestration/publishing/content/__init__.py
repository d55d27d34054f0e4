"""What each page, sheet and slide says: figures chosen and worded once, so that every format carries the same.

Belongs here: picking rows of the marts and turning them into text beside their numbers. Does not belong here: how it
looks (`charts`, `formats`) and arithmetic on figures, which the marts have done.
"""
