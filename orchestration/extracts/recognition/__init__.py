"""What a file is, by what it holds: the feed, list, table or census that it stands for, with the evidence.

Belongs here: names that may come in, looking at the first bytes and the header, scoring headers, the answer. Does not
belong here: reading rows (`reading`, the formats), copying and listing (`landing`).
"""
