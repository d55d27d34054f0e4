"""The five papers, replayed: extracts made from the printed figures go through a real night and are compared.

Belongs here: what the papers print (`printed.csv`, `facts`), one module per council or area that makes extracts from
it, the replay and its table. Does not belong here: expectations that the papers do not print (the oracle's room).
"""
