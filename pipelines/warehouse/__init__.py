"""Warehouse: validated frames to one DuckDB file, checked, and put in place in one step.

Belongs here: DDL derived from the models, loading, the checks that query the loaded file, versions and the link to
the published one, the lock that keeps writers apart, and opening what is published for reading. Does not belong
here: how a row came about (frames) and who asks for a build (defs, cli).
"""
