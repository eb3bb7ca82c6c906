"""Benchmarks: generated disclosures whose truth is known, and what is measured with them.

Belongs here: the `generator` and scripts that run the product on its documents and print figures. Does not belong
here: anything that `pipelines` needs. Nothing of `pipelines` imports this room.
"""
