-- XB8 “三公”经费不小于基本支出表的相应经济科目（预算） | Budget: the three public expenses are at least their economic items
-- severity: error
-- tolerance: T2
-- applies: 公务接待费 ≥ 30217，公务用车运行维护费 ≥ 30231，因公出国（境）费 ≥ 30212，公务用车购置 ≥ 31013（基本支出表该科目的合计）
-- not_applicable: 不是预算，或“三公”经费表与基本支出表没有共同的项目
-- insufficient: 两表中有一个数字归列不能确定，或同一表式的几张表数字不同时，不比较
-- formula: 三公项目 ≥ 经济科目 − (u / 2 + u′ / 2)；三公还包括项目支出中的部分，因此可以大于
-- example: 公务接待费 2.20 万元，30217 公务接待费 2.30 万元：部分大于整体
-- guard: 只在三公该项印出时比较；大于不是问题；三公只统计一般公共预算而基本支出表也是一般公共预算时才比较
-- source: 《政府收支分类科目》：30212、30217、30231、31013 与“三公”经费各项口径一致
-- grain: one row per item of the three public expenses that both tables print
with
compared as (select * from three_public_item where document_kind = 'budget')

select
    document_key,
    subject,
    case when not is_comparable then 'insufficient_data' when actual >= expected then 'pass' end as outcome,
    case when not is_comparable then unsure_text(place) end as reason,
    slip(expected, actual, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    less_message(
        place, actual, actual_lines, other_place, expected, printed_lines
    ) as message,
    lines_of(list_concat(source_lines, actual_lines)) as source_lines,
    facts
from compared
