"""Identity: who published what, for which year, read from the text alone.

Belongs here: telling a disclosure from other texts, its kind, fiscal year, scope, publisher, place, level and dates;
the lookup of administrative divisions. Wordings are data in ``schemas/identity``, places are ``schemas/reference``.
Does not belong here: what a table or a figure means (forms), keys (frames), and anything outside the text: a file
name, a folder or a web address never decides anything.

The law behind the room: 预算法 第十四条 and 财政部《地方预决算公开操作规程》(财预〔2016〕143号) oblige every department
(部门, with its units added up) and every unit (单位, 本级 included) to publish its budget and its final account.
"""

from pipelines.identity.document import recognise_document

__all__ = ["recognise_document"]
