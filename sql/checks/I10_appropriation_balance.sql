-- I10 财政拨款收支总表收支平衡（预算） | Budget: the appropriation summary balances
-- severity: error
-- tolerance: T1
-- applies: 财政拨款收支总表（预算）：本年收入 + 上年结转 = 本年支出 + 结转下年
-- not_applicable: 不是预算，或文中没有两边都印出本年合计的财政拨款收支总表
-- insufficient: 归列不能确定、表内有未归位的数字、同一行列有两个数字、或结转没有按资金分列时，不比较
-- formula: |(本年收入 + 上年结转) − (本年支出 + 结转下年)| ≤ 个数 × u / 2；没有印出的按 0 计
-- example: 本年收入 967.73 万元，本年支出 948.41 万元，结转均为 0：不平衡
-- guard: 两边都要印出该项资金的本年数；该资金只在一边出现的不比较
-- source: 财政部《地方预决算公开操作规程》（财预〔2016〕143号）附表：财政拨款收支总表
-- grain: one row per table and fund of a summary of fiscal appropriation
with
compared as (select * from fund_balance where document_kind = 'budget')

select
    document_key,
    subject,
    case when not (is_sure and is_divided) then 'insufficient_data' end as outcome,
    case
        when not is_sure then unsure_text(place)
        when not is_divided then place || '不能比较：结转没有按资金分列'
    end as reason,
    sum_slip(expected, actual, amounts, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    differ_message(place, actual, actual_lines, other_place, expected, printed_lines) as message,
    lines_of(list_concat(source_lines, actual_lines)) as source_lines,
    facts
from compared
