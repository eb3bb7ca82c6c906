"""PDFs print radicals for whole characters; what is read is the same as if they had not."""

from pipelines import parse
from tests.forms.tables_in_layouts import document, tabs

HEADER = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
DATA = [["201", "一般公共服务支出", "5.00", "3.00", "2.00"], ["合计", "", "5.00", "3.00", "2.00"]]
#: Characters that are radicals themselves, and the twins of them.
TWINS = str.maketrans("一行支金人用门车长", "⼀⾏⽀⾦⼈⽤⻔⻋⻓")


def test_radicals_are_the_characters_that_they_are() -> None:
    whole = document(tabs("部门支出总表", "万元", HEADER, DATA)).decode()
    text = whole.translate(TWINS)
    assert text != whole
    found, wanted = parse(text.encode()), parse(whole.encode())
    assert [line._replace(printed="") for line in found.lines] == [line._replace(printed="") for line in wanted.lines]
    assert len(found.lines) == 6
    assert found.facts is not None
    assert wanted.facts is not None
    assert found.facts.department == wanted.facts.department
