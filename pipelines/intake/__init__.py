"""Intake: from a folder of raw files to parsed documents, one at a time and whatever the folder holds.

Belongs here: walking the folder, hashing, refusing what is no readable file, and calling `parse` so that no input
ever stops the rest. Does not belong here: what a text means (reading, forms, identity) and tables (frames).
"""
