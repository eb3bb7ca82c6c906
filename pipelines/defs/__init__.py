"""Defs: the Dagster skin over the rooms: assets, checks, resources, a job.

Belongs here: which step follows which, what each shows as metadata, and which checks stop it. Does not belong here:
any step itself; an asset calls one function of another room and reports. Nothing but this package and
`pipelines.definitions` imports Dagster, and no module here uses postponed annotations, which Dagster can not read.
"""
