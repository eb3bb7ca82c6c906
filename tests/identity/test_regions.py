"""Places: chains, short forms, names shared by several, zones, and the mark between place and institution."""

from __future__ import annotations

import pytest

from pipelines.identity.regions import find_places, load_gazetteer, read_place, region_of, resolve


@pytest.mark.parametrize(
    ("text", "end", "codes", "zone"),
    [
        ("四川省大英县智水乡小学校", 6, ("510923",), ""),
        ("楚雄州武定县人民法院", 6, ("532329",), ""),
        ("金平县教育体育局", 3, ("532530",), ""),
        ("内蒙古自治区巴彦淖尔市审计局", 11, ("150800",), ""),
        ("重庆某局", 2, ("500000",), ""),
        ("海南省海口市某局", 6, ("460100",), ""),
        ("鼓楼区财政局", 3, ("320106", "320302", "350102", "410204"), ""),
        ("岳阳市屈原管理区财政局", 8, ("430600",), "岳阳市屈原管理区"),
        ("苏州工业园区管理委员会", 6, ("320500",), "苏州工业园区"),
        ("调兵山经济开发区管理委员会", 8, ("211281",), "调兵山经济开发区"),
        ("浦东新区审计局", 4, ("310115",), ""),
        ("高新区政务服务中心", 3, (), "高新区"),
    ],
)
def test_read_place(text: str, end: int, codes: tuple[str, ...], zone: str) -> None:
    place = read_place(text)
    assert place is not None
    assert (place.end, place.codes, place.zone) == (end, codes, zone)


@pytest.mark.parametrize("text", ["文化局", "一中", "", "市", "某某县教育局"])
def test_no_place(text: str) -> None:
    assert read_place(text) is None


@pytest.mark.parametrize(("context", "code"), [("福建省福州市", "350102"), ("江苏徐州", "320302"), ("开封", "410204")])
def test_a_shared_name_goes_where_the_text_speaks_of(context: str, code: str) -> None:
    place = read_place("鼓楼区")
    assert place is not None
    assert resolve(place.codes, context) == code


def test_find_places_takes_chains_whole() -> None:
    found = [place.codes for _, place in find_places("首页>湖北省荆门市人民政府>东宝区")]
    assert found == [("420800",), ("420802",)]


def test_placeholders_of_the_code_list_are_no_places() -> None:
    assert not {"市辖区", "县"} & load_gazetteer().named.keys()


def test_a_zone_keeps_the_place_around_it() -> None:
    region = region_of("421300", "随州高新技术产业开发区")
    assert (region.name, region.level, region.zone) == ("随州市", "zone", "随州高新技术产业开发区")
