"""The assets of the night, in the order in which it makes them: deliveries, feeds, warehouse, edition. Thin: the work
is done in the rooms `extracts`, `transform` and `publishing`, and these modules say when it is done and what came of
it.
"""
