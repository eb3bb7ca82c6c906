"""Schemas: the one definition of every warehouse table, and the lists that its columns draw on.

Belongs here: a Pandera model a table (`dimensions`, `facts`, `accounts`), the words columns may hold (`vocabulary`),
the code lists of the state (`reference`), the declared forms (`forms`), and what derives from the models alone: the
`catalog` that others read and the data `dictionary`. Does not belong here: how a value is found or computed, and any
database. This room imports nothing of `pipelines`.
"""
