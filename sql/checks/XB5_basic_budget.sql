-- XB5 一般公共预算支出表的基本支出与基本支出表一致（预算） | Budget: basic expenditure equals its table; personnel and public funds likewise
-- severity: error
-- tolerance: T1
-- applies: 一般公共预算支出表合计行的基本支出、人员经费、公用经费 = 基本支出表相应合计；基本支出表没有基本合计的，用人员经费合计 + 公用经费合计
-- not_applicable: 不是预算，或文中没有同时印出两表的合计
-- insufficient: 两表中有一个数字归列不能确定，或同一表式的几张表数字不同时，不比较
-- formula: |甲 − 乙| ≤ (u + Σu′) / 2
-- example: 基本支出表合计 73.54 万元，一般公共预算支出表合计行基本支出 50.97 万元
-- guard: 只比较合计行；某一表没有该栏的不比较
-- source: 财政部《地方预决算公开操作规程》（财预〔2016〕143号）附表：一般公共预算基本支出表是一般公共预算支出表中基本支出的明细
-- grain: one row per nature of basic expenditure that both tables total
with
compared as (select * from basic_total where document_kind = 'budget')

select
    document_key,
    subject,
    case when not is_comparable then 'insufficient_data' end as outcome,
    case when not is_comparable then unsure_text(place) end as reason,
    sum_slip(expected, actual, amounts, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    differ_message(place, actual, actual_lines, other_place, expected, printed_lines) as message,
    lines_of(list_concat(source_lines, actual_lines)) as source_lines,
    facts
from compared
