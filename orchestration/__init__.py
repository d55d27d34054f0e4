"""When and in what order: the rooms that turn a council's extracts into a published scorecard.

Business rules do not live here: what was promised is in `contracts`, what the figures mean is in `models` and `seeds`.
"""
