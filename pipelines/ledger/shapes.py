"""The shapes that the laws match: compiled once from the wordings and from what numbers of a kind look like.

All patterns are for folded text, are anchored at a token (or end at it), and look no further than they must.
"""

from __future__ import annotations

import re

from schemas.ledger import wordings

_UNITS = wordings().units
_NAMES = wordings().names


def _any(words: tuple[str, ...]) -> str:
    """An alternation, longest first, so that 人次 is read before 人."""
    return "|".join(sorted(words, key=len, reverse=True))


def _characters(words: tuple[str, ...]) -> frozenset[str]:
    """All characters of words without the signs of regular expressions: more than the words can begin with."""
    return frozenset("".join(words)) - frozenset("?(!=|)[]\\*")


_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_CLOCK = r"(?:2[0-3]|[01]?\d)\s?:\s?[0-5]\d(?:\s?:\s?[0-5]\d)?(?!\d)"
_TO = r"\s?(?:[-—~]{1,2}|[至到、和与及/])\s?"
_DAYS = rf"{_DAY}(?:\s?[日号]?{_TO}{_DAY})?\s?[日号]"

#: Shapes that begin at a token. Named by law, or by a shape that `laws` confirms from what stands before it.
SHAPE = re.compile(
    rf"""
    (?P<document_number>(?<=[〔\[【(﹝<《{{]){_YEAR}\s?[〕\]】)﹞>》}}]{{1,2}}\s?第?\s?\d{{1,6}}\s?号)
  | (?P<date>
        {_YEAR}\s?年\s?{_MONTH}\s?月(?:\s?{_DAYS})?(?:\s?{_CLOCK})?
      | {_YEAR}(?P<_sep>[-/.]){_MONTH}(?P=_sep){_DAY}(?!\d)(?:\s?{_CLOCK})?
      | {_YEAR}-(?:0[1-9]|1[0-2])(?![\d.%万元-])
      | {_YEAR}\d{{1,2}}\s?月
      | {_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s?日
      | {_MONTH}\s?月\s?{_DAYS}
      | {_MONTH}\s?月?{_TO}{_MONTH}\s?月)
  | (?P<year>
        (?:{_YEAR}\s?年?{_TO}){{1,4}}{_YEAR}\s{{0,2}}年
      | {_YEAR}\s?[-—~]{{1,2}}\s?{_YEAR}(?=[)\]"》、。;\s])
      | {_YEAR}\s{{0,4}}[学财]?年
      | (?<![\d.,近后前])[012]\d\s?年度
      | (?<=[一-龥]\(){_YEAR}(?=\)))
  | (?P<quarter>[1-4]\s?季度)
  | (?P<month>{_MONTH}\s?月)
  | (?P<day>{_DAY}\s?日)
  | (?P<clock>{_CLOCK}|(?:2[0-4]|[01]?\d)\s?[时点](?:\s?[0-5]?\d\s?分)?(?![间期候]))
  | (?P<class_code>(?<=\()2[0-3]\d类\))
  | (?P<group_code>(?<=\()\d\d款\))
  | (?P<item_code>(?<=\()\d\d项\))
  | (?P<phone>
        0\d{{2,3}}\)?\s?[-—]\s?\d{{7,8}}(?!\d)(?:-\d{{1,6}})?
      | (?<=\()0\d{{2,3}}\)\s?\d{{7,8}}(?!\d)
      | 400-\d{{3,4}}-?\d{{3,4}}(?![\d.]))
  | (?P<room>
        \d{{1,2}}(?:{_TO}\d{{1,2}})?\s?层\s?\d{{3,4}}\s?室
      | \d{{3,4}}(?:[-—、]\d{{3,4}}){{0,4}}\s?室(?!内|外)
      | (?<=[楼厦座栋幢东西南北])\d{{1,2}}{_TO}\d{{1,2}}\s?[层楼])
  | (?P<model>\d{{1,4}}(?:\.\d)?\s?(?:{_any(_NAMES["models"])}))
  | (?P<house>\d{{1,8}}(?:[-—、]\d{{1,6}}){{0,2}}\s?号(?!召))
  | (?P<table>\d{{1,3}}(?:-\d{{1,3}}){{0,2}}\s?表(?![格示面明达演]))
  | (?P<page>\d{{1,3}}\s?(?:/\s?\d{{1,3}}|[-—])\s{{0,4}}?(?=[\n\r]|\Z))
  | (?P<column>\d{{1,3}}\s?(?:栏(?!目)|行(?=[=+])))
  | (?P<identifier>
        \d{{4,18}}[A-Z]{{1,3}}\d{{3,18}}[0-9A-Z]{{0,8}}(?:[/-][0-9A-Z]{{1,18}}){{0,3}}
      | (?<=-)0\d{{3,9}}(?![\d.]))
  | (?P<unit_code>\d{{3,9}}[-_](?=[一-龥]))
  | (?P<quoted>\d{{1,4}}(?:[·.+]\d{{1,4}}){{0,3}}(?:\+[NnXx])?")
  | (?P<name>\d(?:\+\d){{0,4}}\+[NnXx])
  | (?P<ordinal_year>\d{{1,2}}\.{_YEAR}\s?年)
    """,
    re.VERBOSE | re.ASCII,
)

#: The name of an institution that fills a line or a cell, or stands before a blank: its code may stand before it.
BODY = re.compile(rf"\s?[一-龥][一-龥()]{{1,30}}?(?:{_any(_NAMES['bodies'])})(?:\(本级\))?(?=[\s|]|$)")
#: What may follow the first token of a shape, blanks aside: asked before the shapes are tried.
SHAPE_NEXT = frozenset(
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ年月日时点季学财号层室楼页栏行表类款项、至到和与及-_—~/.:+·")〕]】﹞>》}'
) | _characters(_NAMES["models"])

_MONEY, _PERCENT, _COUNT = _any(_UNITS["money"]), _any(_UNITS["percent"]), _any(_UNITS["count"])
#: What makes a token a quantity, from its end. Money and percent may be wrapped to the next line, counted nouns not.
QUANTITY = re.compile(
    rf"""
    [ \r\n]{{0,2}}\(?[十百千万亿]{{0,3}}[ \r\n]{{0,2}}(?P<money>{_MONEY})
  | [ \r\n]{{0,2}}\(?(?P<percent>{_PERCENT})
  | [ ]{{0,2}}\(?(?P<count>[十百千万亿]|[余多几]?(?:{_COUNT}))
  | (?P<range>\s?[-—~至到]\s?\d{{1,12}}(?:\.\d{{1,4}})?\s?(?:[十百千万亿]|{_PERCENT}|{_MONEY}|{_COUNT}))
    """,
    re.VERBOSE | re.ASCII,
)
#: What a unit may begin with (and more): asked before the units are tried.
UNIT_NEXT = _characters(_UNITS["money"] + _UNITS["percent"] + _UNITS["count"]) | frozenset("十百千万亿余多几-—~至到(*")
LATE_UNIT = re.compile(rf" {{0,2}}(?:{_any(_UNITS['late'])})")
CURRENCY = re.compile(rf"(?:{_any(_NAMES['currencies'])})\s?[-+]?\s?$")

#: Whether there is any word, letter or leader that the next patterns could begin with: most lists of bare numbers
#: have none, and those patterns are the slow ones.
HAS_WORD = re.compile(r"[A-Za-z一-龥¥￥$/@…·_]|\.\.")
#: Words that announce a label, up to the token; the group's number is the announcement's index.
ANNOUNCED = re.compile(
    "|".join(
        rf"(?P<a{index}>(?:{_any(each.words)})[^0-9\n。;,|\t一-龥]{{0,{each.gap}}}$)"
        for index, each in enumerate(wordings().announcements)
    )
)
#: The rest of an announced number: letters, hyphens and further digits without a blank; of a short one, 4-1.
CHUNK = re.compile(r"\d{1,30}(?:[-—/_.、()〔〕\[\]]{0,2}[0-9A-Za-z]{1,20}){0,8}", re.ASCII)

SHORT_CHUNK = re.compile(r"\d{1,3}(?:[-—]\d{1,2}){0,2}", re.ASCII)

#: What stands between the number of a list item and its text, from the end of the number.
LIST_MARK = re.compile(r"\s?([.、)])")

HOTLINE = re.compile(
    rf"(?:{_any(_NAMES['hotlines'])})(?![\d.,])\S"
    rf"|(?:{_any(_NAMES['short_hotlines'])})(?![\d.,])[^\d\n]{{0,6}}(?:{_any(_NAMES['hotline_words'])})"
)
COMBINED = re.compile(rf"(?:{_any(_NAMES['combined'])})(?![0-9A-Za-z])")
#: Names that end in the token: an address on the web, a standard, letters before digits.
NAME = re.compile(
    r"(?P<address>(?:https?:|www\.|@)[!-~]{0,24}$|[a-z/]/$)"
    r"|(?P<identifier>(?:[A-Za-z][-_./]?|(?:GB|GB/T|DB\d\d|ISO|JGJ)\s?)$)"
)
#: 2023本单位支出…: a year that lost its 年. A round 2000, or 2023余人, may be a count.
YEAR_BEFORE_WORD = re.compile(
    r"(?<![约达近超共计有为值额数至到余均每增减各入出费款算金资产息拨\d.,-])20(?:0[1-9]|[1-4]\d)(?=[一-龥](?<![余多左以至到或及和者]))",
    re.ASCII,
)
