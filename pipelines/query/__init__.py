"""Query: one statement of an analyst's SQL, admitted or refused, and its rows within limits.

Belongs here: reading a statement in any dialect, holding it to the lists of what it may name and call, running it on a
locked connection within limits of time, memory and rows, and saying what is wrong with it in a way that helps. Does not
belong here: how rows are printed or stored (export, cli), and the project's own SQL, which needs no permission.
"""
