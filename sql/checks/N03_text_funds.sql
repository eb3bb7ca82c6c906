-- N03 正文政府性基金、国有资本经营数与报表一致 | Government fund and state capital in the text equal their tables
-- severity: error
-- tolerance: T2
-- applies: 正文政府性基金、国有资本经营的收入、支出 = 表中同一数字
-- not_applicable: 正文没有政府性基金或国有资本经营的金额，或报表没有印出
-- insufficient: 表中相应数字归列不能确定时，不比较
-- formula: |文字 − 表格| ≤ u / 2 + u′ / 2；表中可能所指的数字有几个时，等于其中之一即为一致
-- example: 正文政府性基金预算支出 0 万元，表中合计 0.00
-- guard: 空表没有数字，不比较（由 S02 检查）；只比较本年度、阶段相同的金额
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）：公开文字说明与报表数据一致
-- grain: one row per amount claimed about a topic that a table of the document gives
with
-- the nearest of the figures that may be meant
compared as (
    select *
    from said_figure
    where topic in (
        'government_fund_revenue', 'government_fund_expenditure', 'state_capital_revenue', 'state_capital_expenditure'
    )
    qualify row_number() over (partition by statement_key order by distance, figure_line, fact_key) = 1
)

select
    document_key,
    cast(statement_key as varchar) as subject,
    case when not is_comparable and actual <> expected then 'insufficient_data' end as outcome,
    case when not is_comparable and actual <> expected then place || '归列不能确定，或正文所指的资金范围不同' end as reason,
    slip(expected, actual, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    differ_message(said, actual, [claim_line], place, expected, [figure_line]) as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
