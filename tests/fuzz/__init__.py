"""Damaged files of every accepted format, tens of thousands of them, through the real way in.

Belongs here: making them (`bases` sound, then `nasty`, `tables`, `trees`, `containers`, `damage`), sending each through
`landing.receive` and `ingest` (`trial`), searching all that was said (`leaks`), and the run (`crew`, `__main__`). Does
not belong here: the rules that a file is judged by. `docs/fuzzing.md` says what is promised and measured.
"""
