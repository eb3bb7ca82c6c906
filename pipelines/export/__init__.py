"""Export: rows as files that other programs read, and the whole warehouse as a folder of them.

Belongs here: CSV, JSON, Parquet, Excel, data packages; exact numbers and harmless text in each of them; folders that
are complete or not there. Does not belong here: where rows come from (query, warehouse), what a terminal shows (cli).
"""
