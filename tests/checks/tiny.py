"""A tiny star from a few words a row: what the cases of rules are written in.

A row is a string of words. A money cell: ``form item amount`` and then ``name=value`` words (code, called, nature,
fund, stage, side, line, project, year, unit, placement, reason: the ledger's). A claim: ``claim topic`` and words
(amount, change, pct, base, share, of, completion, quantity, unit, stage, year, code, project, line, text). An
indicator: ``indicator name`` and words (target, value, actual, unit, comparator, weight, score, full, project, line).
A table: ``table form`` (``?`` for none) and words (title, figures, nonzero, line, last). A mark: ``mark kind text``
and where (line, at). The document itself: ``document`` and words (published, year, scope, current); another version
of it: ``version`` and the same words. Another document of the same department: ``another`` and words (kind, year,
scope, current), of another department with ``name`` (the case's own is 一局); the rows after it are its own. A
quantity of a purchase: ``quantity number`` and where (line, at).
Every case has a department of its own. Other departments: ``peers code=2040601 20.00 25.00``, one for each number,
which is its project expenditure of 100 while its basic expenditure stands under the code.
Amounts are in 万元 as printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import duckdb

from pipelines.checks.rules import load_rules
from pipelines.checks.run import run_rules
from pipelines.warehouse.ddl import ddl

YEAR = 2023
_SCALES = {"元": 1, "万元": 10_000}
_REVENUE_ITEMS = {"fund", "carry_in", "use_of_surplus"}


class TinyStar:
    """Documents in an open database, filled row by row; keys are small numbers."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection, self.kind, self.document, self.count = connection, "budget", 0, 0
        self.begun, self.year, self.department = 0, YEAR, 0
        self.known: dict[tuple[str, str], int] = {}
        for statement in ddl():
            connection.execute(statement)
        for year in (YEAR - 1, YEAR, YEAR + 1):
            self.dimension("dim_year", str(year), {"fiscal_year": year})
        for table in ("dim_functional_code", "dim_economic_code"):
            names = {"code": "0", "name": "-", "level": "item", "class_code": "0", "is_official": True}
            self.insert(table, {_key(table): 0, **names})
        self.insert("dim_project", {"project_key": 0, "name": "-", "department_key": 0})
        self.region = 0

    def begin(self, kind: str = "budget") -> int:
        """Begins a document, to which what is added from now on belongs; gives its key."""
        self.count = 0
        self.begun += 1
        place = {"code": str(self.begun), "name": "某县", "level": "county", "province": "某省", "county": "某县"}
        self.region = self.dimension("dim_region", str(self.begun), {**place, "parent_key": 0})
        self._enter("一局")
        self._begin(self.begun, kind)
        return self.document

    def _enter(self, name: str) -> None:
        """Goes to a department of the case's region, which is new with the name."""
        members = {"name": name, "region_key": self.region, "admin_level": "county"}
        self.department = self.dimension("dim_department", f"{name} {self.begun}", members)

    def _begin(self, key: int, kind: str, year: int = YEAR, scope: str = "department", *, current: bool = True) -> None:
        self.document, self.kind, self.year = key, kind, year
        self.insert(
            "dim_document",
            {
                "document_key": self.document, "document_id": "0", "sha256": str(self.document),
                "source_uri": f"{self.document}.txt", "title": "预算", "document_kind": kind, "fiscal_year": year,
                "scope": scope, "department_key": self.department, "layout": "tabs",
                "parser_version": "1", "is_current": current,
            },
        )  # fmt: skip

    def insert(self, table: str, row: dict[str, object]) -> None:
        """Adds one row."""
        names = ", ".join(row)
        marks = ", ".join(f"${name}" for name in row)
        self.connection.execute(f"insert into {table} ({names}) values ({marks})", row)

    def dimension(self, table: str, natural: str, row: dict[str, object]) -> int:
        """Gives the key of a member, added when it is new."""
        if (table, natural) not in self.known:
            self.known[table, natural] = len(self.known) + 1
            self.insert(table, {_key(table): self.known[table, natural], **row})
        return self.known[table, natural]

    def add(self, words: str) -> None:
        """Adds one row of a case."""
        self.count += 1
        parts = [word for word in words.split(" ") if word]
        named = dict(part.split("=", 1) for part in parts if "=" in part)
        plain = [part for part in parts if "=" not in part]
        special = {
            "claim": self._claim, "indicator": self._indicator, "table": self._table, "mark": self._mark,
            "document": self._restate, "version": self._version,
            "another": self._another, "quantity": self._quantity, "peers": self._peers,
        }  # fmt: skip
        special.get(plain[0], self._line)(plain, named)

    def _line(self, plain: list[str], named: dict[str, str]) -> None:
        form, item, printed = plain
        fund = named.get("fund", "general" if form.startswith("general") else "all")
        side = "revenue" if item in _REVENUE_ITEMS or form == "revenue_detail" else "expenditure"
        amount = Decimal(printed.replace(",", "")) * _SCALES[named.get("unit", "万元")]
        start = self.count * 100
        keys = {**self._common(named), "form_key": self._form(form), "fund_key": self._fund(fund)}
        self.insert(
            "fact_budget_line",
            {
                "line_key": self._key(0), **keys, "side": named.get("side", side), "item": item,
                "nature": named.get("nature", "total"), "stage": named.get("stage", self._stage()),
                "amount_yuan": amount, "printed": printed, "source_line": int(named.get("line", self.count)),
                "source_start": start, "source_end": start + 9, "placement": named.get("placement", "printed"),
            },
        )  # fmt: skip
        self.insert(
            "cell_ledger",
            {
                "document_key": self.document, "source_line": int(named.get("line", self.count)),
                "source_start": start, "source_end": start + 9,
                "printed": printed, "outcome": named.get("ledger", "budget_line"), "target_key": self._key(0),
                "reason": named.get("reason"),
            },
        )  # fmt: skip

    def _claim(self, plain: list[str], named: dict[str, str]) -> None:
        def yuan(name: str) -> Decimal | None:
            return Decimal(named[name]) * 10_000 if name in named else None

        self.insert(
            "fact_statement",
            {
                "statement_key": self._key(1000), **self._common(named), "topic": plain[1],
                "stage": named.get("stage", self._stage()), "statement_year": int(named.get("year", self.year)),
                "amount_yuan": yuan("amount"), "quantity": named.get("quantity"), "unit": named.get("unit"),
                "base": named.get("base"), "change_yuan": yuan("change"), "change_pct": named.get("pct"),
                "completion_pct": named.get("completion"), "share_pct": named.get("share"),
                "share_of": named.get("of"), "text": named.get("text", "万元"),
                "source_line": int(named.get("line", self.count)), "source_start": self.count * 100,
                "source_end": self.count * 100 + 9,
            },
        )  # fmt: skip

    def _indicator(self, plain: list[str], named: dict[str, str]) -> None:
        names = {"level1": "产出指标", "level2": "数量指标", "name": plain[1]}
        keys = {name: value for name, value in self._common(named).items() if name[:3] not in ("fun", "eco")}
        self.insert(
            "fact_indicator",
            {
                "indicator_fact_key": self._key(2000), **keys, "form_key": self._form("project_self_evaluation"),
                "indicator_key": self.dimension("dim_indicator", plain[1], {**names}),
                "horizon": named.get("horizon", "annual"), "comparator": named.get("comparator", ">="),
                "target_text": named.get("target"), "target_value": _number(named.get("target")),
                "actual_text": named.get("actual"), "actual_value": _number(named.get("actual")),
                "unit": named.get("unit"), "weight": named.get("weight"), "score": named.get("score"),
                "full_score": named.get("full"), "source_line": int(named.get("line", self.count)),
            },
        )  # fmt: skip

    def _table(self, plain: list[str], named: dict[str, str]) -> None:
        line, figures = int(named.get("line", self.count)), int(named.get("figures", 1))
        self.insert(
            "fact_table_seen",
            {
                "table_seen_key": self._key(3000), **self._place(),
                "form_key": 0 if plain[1] == "?" else self._form(plain[1]), "title": named.get("title", plain[1]),
                "unit": "万元", "figures": figures, "nonzero": int(named.get("nonzero", figures)), "source_line": line,
                "last_line": int(named.get("last", line + 1)),
            },
        )  # fmt: skip

    def _mark(self, plain: list[str], named: dict[str, str]) -> None:
        start = int(named.get("at", self.count * 100))
        self.insert(
            "fact_mark",
            {
                "mark_key": self._key(4000), **self._place(), "kind": plain[1], "text": " ".join(plain[2:]),
                "source_line": int(named.get("line", self.count)), "source_start": start, "source_end": start + 9,
            },
        )  # fmt: skip

    def _peers(self, plain: list[str], named: dict[str, str]) -> None:
        own = self.document, self.department, self.count
        for number, project in enumerate(plain[1:], start=1):
            self._enter(f"{number}局")
            self._begin(1_000_000 * number + own[0], self.kind)
            for words in share_of_projects(project, named["code"]):
                self.add(words)
        self.document, self.department, self.count = own

    def _quantity(self, plain: list[str], named: dict[str, str]) -> None:
        start = int(named.get("at", self.count * 100))
        self.insert(
            "cell_ledger",
            {
                "document_key": self.document, "source_line": int(named.get("line", self.count)),
                "source_start": start, "source_end": start + 9, "printed": plain[1], "outcome": "attribute",
                "target_key": 0, "reason": "数量，属本行采购项目",
            },
        )  # fmt: skip

    def _restate(self, _: list[str], named: dict[str, str]) -> None:
        self.connection.execute(
            "update dim_document set published_on = $published, fiscal_year = $year, scope = $scope, "
            "is_current = $current where document_key = $key",
            {**_version(named), "key": self.document},
        )

    def _version(self, _: list[str], named: dict[str, str]) -> None:
        self.connection.execute(
            "insert into dim_document by name select * replace ($key as document_key, $name as sha256, "
            "$name as source_uri, cast($published as date) as published_on, $year as fiscal_year, $scope as scope, "
            "$current as is_current) from dim_document where document_key = $document",
            {**_version(named), "key": 1_000_000 + self._key(0), "name": f"{self._key(0)}", "document": self.document},
        )

    def _another(self, _: list[str], named: dict[str, str]) -> None:
        self._enter(named.get("name", "一局"))
        self._begin(
            1_000_000 + self._key(0), named.get("kind", self.kind), int(named.get("year", self.year)),
            named.get("scope", "department"), current=named.get("current", "true") == "true",
        )  # fmt: skip

    def _place(self) -> dict[str, object]:
        names = ("document_key", "department_key", "year_key")
        return {name: value for name, value in self._common({}).items() if name in names}

    def _common(self, named: dict[str, str]) -> dict[str, object]:
        code, project = named.get("code", ""), named.get("project", "")
        called = named.get("called", "科目")
        names: dict[str, object] = {"code": code, "name": called, "level": "item", "class_code": code[:3]}
        if code.startswith("2"):
            names["group_code"] = code[:5]
        table = "dim_economic_code" if code.startswith("3") else "dim_functional_code"
        key = self.dimension(table, code + called, {**names, "is_official": True}) if code else 0
        return {
            "document_key": self.document,
            "department_key": self.department,
            "year_key": self.known["dim_year", named.get("year", str(self.year))],
            "functional_key": 0 if code.startswith("3") else key,
            "economic_key": key if code.startswith("3") else 0,
            "project_key": self.dimension("dim_project", project, {"name": project, "department_key": 1})
            if project
            else 0,
        }

    def _key(self, offset: int) -> int:
        return self.document * 10_000 + offset + self.count

    def _form(self, code: str) -> int:
        return self.dimension("dim_form", code, {"code": code, "name": code, "kind": "both"})

    def _fund(self, code: str) -> int:
        return self.dimension("dim_fund", code, {"code": code, "name": code})

    def _stage(self) -> str:
        return "budget" if self.kind == "budget" else "final"


def share_of_projects(project: str, code: str) -> tuple[str, ...]:
    """Gives the rows of a disclosure that spends so much of 100.00 on projects."""
    return (
        "expenditure_detail total 100.00",
        f"expenditure_detail total {project} nature=project",
        f"expenditure_detail code {100 - Decimal(project)} code={code} nature=basic",
    )


def check(given: Iterable[str], kind: str = "budget") -> duckdb.DuckDBPyConnection:
    """Gives a database in which all rules have run over the rows of a case."""
    return check_all([(given, kind)])


def check_all(documents: Iterable[tuple[Iterable[str], str]]) -> duckdb.DuckDBPyConnection:
    """Gives a database in which all rules have run over several documents, whose keys count from 1."""
    connection = duckdb.connect()
    star = TinyStar(connection)
    for given, kind in documents:
        star.begin(kind)
        for words in given:
            star.add(words)
    assert run_rules(connection, load_rules()) == ()
    return connection


def _key(table: str) -> str:
    names = {"dim_functional_code": "functional_key", "dim_economic_code": "economic_key"}
    return names.get(table, table.removeprefix("dim_") + "_key")


def _number(text: str | None) -> Decimal | None:
    digits = "".join(character for character in text or "" if character in "0123456789.")
    return Decimal(digits) if digits else None


def _version(named: dict[str, str]) -> dict[str, object]:
    return {
        "published": named["published"],
        "year": int(named.get("year", YEAR)),
        "scope": named.get("scope", "department"),
        "current": named.get("current", "true") == "true",
    }
