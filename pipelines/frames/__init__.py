"""Frames: parsed documents to Polars frames, one a warehouse table, keyed and validated.

Belongs here: surrogate keys, dimension members (official names, regions and their parents), the shape of every row,
deduplication and order. Does not belong here: reading text (reading, forms, identity), files (intake) and databases
(warehouse). Nothing here repairs a value: a document that contradicts itself is refused with a reason.
"""
