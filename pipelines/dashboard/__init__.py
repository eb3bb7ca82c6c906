"""Dashboard: pages for a browser over the published warehouse, and the same as one file to send around.

Belongs here: addresses, what a page asks for, templates, words in two languages, how a figure is printed. Does not
belong here: a query (`sql/pages`, `sql/marts`), and anything that writes. A page works without JavaScript; its address
holds its whole state.
"""
