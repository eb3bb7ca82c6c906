"""Wordings of prose: the words by which a sentence claims a quantity.

Belongs here: words, as data: `mentions.toml` (units, thresholds), `wordings.toml` (comparison, direction, share,
completion, stage, parts), `subjects.toml` (what a claim is about). Does not belong here: how a sentence is read, which
are the laws of `pipelines.prose`.
"""
