"""Marts: what analysts read, one SQL file a mart, made over the loaded star once the rules have run.

Belongs here: mart files found, their headers read, put in the order of what they read, created with their comments,
linted, followed to the facts that each column stands on, and documented. Does not belong here: any mart
(`sql/marts`, one file each) or question (`sql/questions`), and how a row of the star came about.
"""
