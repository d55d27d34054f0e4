"""What a council's own headers, values and days mean, as its mapping file says.

Belongs here: the file's shape, reading and checking it, what it does to rows as they are read, proposing one. Does not
belong here: the national spellings (`contracts.codes`, `annex_a.lists`), which every council shares.
"""
