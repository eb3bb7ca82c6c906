"""Reading: bytes to text, text to lines, cells and grids.

Belongs here: encodings, line and offset bookkeeping, the shape of numbers, and one module a layout that turns
lines into cells. Does not belong here: what a cell means. This room has never heard of a budget.
"""
