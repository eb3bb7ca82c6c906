from __future__ import annotations

from pipelines.frames.members import economic_member, functional_member, region_key, region_members
from pipelines.model import Region
from schemas.catalog import table
from tests.factory import ZONE


def names(region: Region) -> list[tuple[str, str]]:
    return [(row[3], row[2]) for row in region_members(region)]


def test_a_county_stands_under_its_prefecture_and_province() -> None:
    region = Region("420802", "东宝区", "county")
    assert names(region) == [
        ("country", "中国"),
        ("province", "湖北省"),
        ("prefecture", "荆门市"),
        ("county", "东宝区"),
    ]
    rows = region_members(region)
    assert [row[7] for row in rows] == [0, *(row[0] for row in rows[:-1])]
    assert rows[-1][4:7] == ("湖北省", "荆门市", "东宝区")


def test_a_placeholder_of_the_code_list_is_no_place() -> None:
    assert names(Region("500111", "大足区", "county")) == [
        ("country", "中国"),
        ("province", "重庆市"),
        ("county", "大足区"),
    ]


def test_a_zone_stands_under_its_host_and_has_its_code() -> None:
    host, zone = region_members(ZONE)[-2:]
    assert (zone[1], zone[2], zone[3], zone[7]) == ("421300", "随州高新技术产业开发区", "zone", host[0])
    assert zone[0] == region_key(ZONE)
    assert host[0] == region_key(Region("421300", "随州市", "prefecture"))


def test_the_centre_is_the_country() -> None:
    assert names(Region("", "中央", "country")) == [("country", "中国")]
    assert region_members(Region("", "中央", "country"))[-1][0] == region_key(Region("", "", "country"))


def test_a_place_that_is_not_listed_keeps_its_printed_name() -> None:
    assert names(Region("420899", "某新区", "county"))[-2:] == [("prefecture", "荆门市"), ("county", "某新区")]


def test_a_renamed_code_has_one_member_a_name() -> None:
    old, new = functional_member("21305", "", 2021), functional_member("21305", "", 2023)
    assert old[0] != new[0]
    assert old[2] != new[2]
    assert old[8]
    assert new[8]


def test_a_code_that_is_not_listed_keeps_its_printed_name() -> None:
    member = functional_member("2019977", "某项 支出", 2023)
    assert member[2:8] == ("某项 支出", "item", "201", "一般公共服务支出", "20199", "其他一般公共服务支出")
    assert member[8] is False
    assert functional_member("2019977", "", 2023)[2] == "2019977"


def test_the_official_name_wins_over_the_printed_one() -> None:
    assert functional_member("2010302", "一般行政管理 事务", 2023) == functional_member("2010302", "", 2023)


def test_economic_codes_have_two_levels() -> None:
    assert economic_member("302", "", 2023)[3] == "class"
    assert economic_member("30201", "", 2023)[3:6] == ("item", "302", "商品和服务支出")
    assert economic_member("50201", "", 2023)[5] == "机关商品和服务支出"


def test_members_have_the_columns_of_their_tables() -> None:
    assert len(functional_member("201", "", 2023)) == len(table("dim_functional_code").columns)
    assert len(economic_member("301", "", 2023)) == len(table("dim_economic_code").columns)
    assert {len(row) for row in region_members(ZONE)} == {len(table("dim_region").columns)}
