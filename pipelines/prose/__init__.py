"""Prose: from running text to statements, one a claim, each with the characters that it stands on.

A small compiler, a module a stage: `passages` (lines to paragraphs, wraps undone), `mentions` (the numbers of a
sentence that are quantities), `lexicon`, `names`, `composition` and `subjects` (what a noun phrase is about),
`comparisons`, `periods` and `roles` (what a number is by the words before it), `respective` (分别: as many figures as
things), `context` (what a sentence inherits), `sentence`, `money` and `counting` (what amounts and counts are of),
`drafts`, `measuring` and `claims` with its parts (roles to claims), `extract`. Beside it stands `marks`: places that
rules ask about and that claim no quantity.

Belongs here: the laws of how sentences claim quantities. Does not belong here: the words themselves (`schemas.prose`),
tables (`forms`), whether a claim is true (the checks of the warehouse). Numbers never pair across sentences.
"""

from pipelines.prose.extract import extract_statements

__all__ = ["extract_statements"]
