"""Performance forms whose cells ran together in the text: no ruling, no separator, wrapped cells over lines.

Belongs here: finding such a form, cutting its runs of digits by arithmetic and its runs of words by vocabulary and
repetition, and saying how sure a cut is. Does not belong here: forms with ruled rows (performance), lines to rows
(reading), the meaning of a target (performance.targets), sentences (prose).

The laws, none of which knows a document:

* a number is well formed: no leading zero, whole groups of three, at most two decimals, never over white space;
* a column of numbers adds up, a share is its part of the total, a year's budget is within the project's whole budget;
* one form writes its decimals in one way;
* an ordinal behind a number (``169.731、``) begins a list, so it is 1;
* a name that two tables share is one cell in both, earlier years repeat one phrase with other figures, a standard asks
  whether the target is met, and a wrapped cell ends where a line ends.

What exactly one cut satisfies is `inferred`; of several the likeliest is taken and called `ambiguous`; what no law
decides stays `unplaced`. Wordings are data (`schemas/forms/glued.toml`).
"""

from pipelines.forms.glued.extract import extract_glued

__all__ = ["extract_glued"]
