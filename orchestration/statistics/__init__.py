"""Published statistics of the Department for Education → rows of `seeds/benchmarks.csv`.

Belongs here: which column of which published table is which indicator, in the words of each release; symbols. Does not
belong here: how a benchmark is compared with a figure (`models/kpi`), councils' own data. People decide which rows the
seed takes.
"""
