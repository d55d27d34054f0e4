"""An independent reading of the operational definitions, in plain Python, to compare the warehouse's figures with.

Nothing here may import from `orchestration`, read a dbt model or a seed: two implementations that share a rule share
its mistakes.
"""
