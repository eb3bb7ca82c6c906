"""Places: one page shows those below one, however many there are in all."""

from __future__ import annotations

from pipelines.dashboard.regions import MOST_PLACES, Places


def rows(counties: int) -> list[dict[str, object]]:
    """A country, one province, and so many counties of it with three documents each."""
    top = {"region_key": 1, "parent_key": 0, "code": "100000", "name": "中国", "level": "country", "documents": 0}
    province = {
        "region_key": 2,
        "parent_key": 1,
        "code": "510000",
        "name": "四川省",
        "level": "province",
        "documents": 2,
    }
    below = [
        {
            "region_key": 10 + n,
            "parent_key": 2,
            "code": f"51{n:04}",
            "name": f"第{n}县",
            "level": "county",
            "documents": 3,
        }
        for n in range(counties)
    ]
    return [top, province, *below]


def test_a_few_places_are_shown_with_all_below_them():
    places = Places(rows(2))
    (province,) = places.below(0)
    assert [place.row["name"] for place in province.below] == ["第0县", "第1县"]
    assert province.documents == 8


def test_of_many_places_only_the_next_ones_are_shown():
    places = Places(rows(MOST_PLACES + 1))
    (province,) = places.below(0)
    assert province.below == ()
    assert len(places.below(2)) == MOST_PLACES + 1


def test_a_place_stands_behind_those_above_it():
    places = Places(rows(2))
    assert [place.row["name"] for place in places.path(11)] == ["中国", "四川省", "第1县"]
    assert [place.row["name"] for place in places.path(404)] == ["中国"]


def test_a_word_finds_places_and_not_too_many():
    places = Places(rows(3 * MOST_PLACES))
    assert [place.row["name"] for place in places.named("四川")] == ["四川省"]
    assert len(places.named("县")) == MOST_PLACES


def test_nothing_is_below_nothing():
    assert Places([]).path(0) == ()
    assert Places([]).below(0) == ()
