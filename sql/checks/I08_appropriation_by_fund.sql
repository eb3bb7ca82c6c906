-- I08 财政拨款收支总表逐项资金平衡（决算） | Final account: each fund of the appropriation summary balances
-- severity: error
-- tolerance: T1
-- applies: 财政拨款收入支出决算总表，逐项资金：年初结转 + 本年收入 = 本年支出 + 年末结转
-- not_applicable: 不是决算，或文中没有分资金列示两边的财政拨款收支总表
-- insufficient: 归列不能确定、表内有未归位的数字、或同一行列有两个数字时，不比较
-- formula: |(本年收入 + 年初结转) − (本年支出 + 年末结转)| ≤ 个数 × u / 2；没有印出的按 0 计
-- example: 一般公共预算本年收入 3367.59 万元、年初结转 16.21 万元，本年支出 3383.80 万元：平衡
-- guard: 两边都要印出该项资金的本年数；该资金只在一边出现的不比较
-- source: 《部门决算报表》财政拨款收入支出决算总表（财决01-1表）
-- grain: one row per table and fund of a summary of fiscal appropriation
with
compared as (select * from fund_balance where document_kind = 'final_account')

select
    document_key,
    subject,
    case when not is_sure then 'insufficient_data' end as outcome,
    case when not is_sure then unsure_text(place) end as reason,
    sum_slip(expected, actual, amounts, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    differ_message(place, actual, actual_lines, other_place, expected, printed_lines) as message,
    lines_of(list_concat(source_lines, actual_lines)) as source_lines,
    facts
from compared
