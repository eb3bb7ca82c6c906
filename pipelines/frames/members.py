"""Dimension members: natural key to the row that a dimension holds.

Each function gives rows as tuples in the column order of its table. A row depends on its natural key and the
reference lists alone, so that any document that shows a member gives the same row.
"""

from __future__ import annotations

from functools import lru_cache

from pipelines.frames.keys import surrogate_key
from pipelines.frames.reference import Classification, Division, divisions, economic, functional
from pipelines.model import Region
from schemas.columns import NOT_APPLICABLE_KEY

#: Code of the country as a whole: fiscal usage, for GB/T 2260 has none.
COUNTRY = "100000"
#: Digits of a functional code to its level; anything else is read as an item.
_FUNCTIONAL_LEVELS = {3: "class", 5: "group", 7: "item"}
_ECONOMIC_LEVELS = {3: "class", 5: "item"}


def region_key(region: Region) -> int:
    """Gives the key of a region: its code and, inside a place, the name of the zone; 0 for one that nothing names."""
    if _is_unknown(region):
        return NOT_APPLICABLE_KEY
    return surrogate_key("dim_region", region.code or COUNTRY, region.zone)


def region_members(region: Region) -> list[tuple[int, str, str, str, str | None, str | None, str | None, int]]:
    """Gives the rows of a region and of every place above it, the country first.

    Placeholders of the code list (市辖区 between 北京市 and 通州区) are no places and are passed over.

    >>> [row[2] for row in region_members(Region("110112", "通州区", "county"))]
    ['中国', '北京市', '通州区']
    """
    if _is_unknown(region):
        return []
    names: dict[str, str] = {}
    parent = surrogate_key("dim_region", COUNTRY, "")
    rows: list[tuple[int, str, str, str, str | None, str | None, str | None, int]] = [
        (parent, COUNTRY, "中国", "country", None, None, None, 0)
    ]

    def add(code: str, zone: str, name: str, level: str) -> None:
        nonlocal parent
        key = surrogate_key("dim_region", code, zone)
        names[level] = name
        rows.append(
            (key, code, name, level, names.get("province"), names.get("prefecture"), names.get("county"), parent)
        )
        parent = key

    for place in _chain(region):
        add(place.code, "", place.name, place.level)
    if region.zone:
        add(region.code or COUNTRY, region.zone, region.zone, "township" if region.level == "township" else "zone")
    return rows


def _is_unknown(region: Region) -> bool:
    return not (region.code or region.zone or region.level)


def _chain(region: Region) -> list[Division]:
    """The places of the code list from the province down to the region's own code."""
    code = region.code
    if code in {"", COUNTRY}:
        return []
    listed = divisions()
    own = listed.get(code, Division(code, region.name, region.level, "", "unlisted"))
    above = [listed[c] for c in dict.fromkeys((f"{code[:2]}0000", f"{code[:4]}00")) if c in listed and c != code]
    return [place for place in above if place.kind != "placeholder"] + [own]


@lru_cache(maxsize=65_536)
def functional_member(
    code: str, printed: str, year: int
) -> tuple[int, str, str, str, str, str | None, str | None, str | None, bool]:
    """Gives the row of a functional code as it was named in a fiscal year.

    >>> functional_member("2010302", "", 2023)[1:8]
    ('2010302', '一般行政管理事务', 'item', '201', '一般公共服务支出', '20103', '政府办公厅（室）及相关机构事务')
    """
    name = functional().name_of(code, year, printed)
    level = _FUNCTIONAL_LEVELS.get(len(code), "item")
    group = code[:5] if level != "class" else None
    return (
        surrogate_key("dim_functional_code", code, name),
        code,
        name,
        level,
        code[:3],
        _above(functional(), code[:3], code, name),
        group,
        _above(functional(), group, code, name) if group else None,
        functional().is_official(code, name),
    )


@lru_cache(maxsize=65_536)
def economic_member(code: str, printed: str, year: int) -> tuple[int, str, str, str, str, str | None, bool]:
    """Gives the row of an economic code as it was named in a fiscal year.

    >>> economic_member("30201", "", 2023)[1:]
    ('30201', '办公费', 'item', '302', '商品和服务支出', True)
    """
    name = economic().name_of(code, year, printed)
    return (
        surrogate_key("dim_economic_code", code, name),
        code,
        name,
        _ECONOMIC_LEVELS.get(len(code), "item"),
        code[:3],
        _above(economic(), code[:3], code, name),
        economic().is_official(code, name),
    )


def _above(classification: Classification, parent: str, code: str, name: str) -> str | None:
    return name if parent == code else classification.parent_name(parent, code, name)
