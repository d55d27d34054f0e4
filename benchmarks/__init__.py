"""What things cost, measured side by side in one run and told as ratios: seconds differ between machines, ratios hold.

Belongs here: programs that measure and print. Does not belong here: anything that passes or fails.
"""
