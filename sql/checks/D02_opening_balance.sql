-- D02 年初结转结余等于上年年末结转结余 | Final account: the opening balance is the closing balance of the year before
-- severity: warning
-- tolerance: T2
-- applies: 决算收支总表、财政拨款收支总表：年初结转和结余 = 同一部门、同一范围上一年度决算的年末结转和结余，按资金分别比较
-- not_applicable: 不是决算，或没有同一部门上一年度的决算公开，或没有印出年初、年末结转
-- insufficient: 两份文件中有一个数字归列不能确定时，不比较
-- formula: |年初结转和结余 − 上年年末结转和结余| ≤ u / 2 + u′ / 2
-- example: 2023 年决算年初结转和结余 12.00 万元，2022 年决算年末结转和结余 21.00 万元
-- guard: 只比较现行版本、同一部门同一范围、同一资金；会计差错更正、收回存量资金和机构划转会调整年初数，因此只提醒，不作错误
-- source: 《部门决算报表》财决01表、财决01-1表：年初结转和结余取自上年年末数
-- grain: one row per form and fund of which both accounts print the balance
with
documents as (select * from disclosure),

pairs as (
    select later.document_key, earlier.document_key as other_key, earlier.fiscal_year
    from documents as later
    join documents as earlier
        on earlier.department_key = later.department_key
        and earlier.scope = later.scope
        and earlier.fiscal_year = later.fiscal_year - 1
    where later.document_kind = 'final_account' and earlier.document_kind = 'final_account'
),

balances as (
    select *
    from figure
    where form in ('revenue_expenditure_summary', 'fiscal_appropriation_summary')
        and item in ('carry_in', 'carry_out')
        and nature = 'total'
        and stage = 'final'
        and code = ''
        and is_own_year
        and is_printed
),

compared as (
    select
        pairs.document_key,
        opening.form || '/' || opening.fund as subject,
        opening.form_name || '“' || opening.row_name || '”' || opening.column_name as place,
        pairs.fiscal_year || '年决算的' || closing.form_name || '“' || closing.row_name || '”' as other_place,
        opening.amount_yuan as actual,
        closing.amount_yuan as expected,
        rounding_envelope(opening.display_unit + closing.display_unit) as tolerance,
        opening.is_comparable and closing.is_comparable as is_comparable,
        opening.source_line,
        closing.source_line as other_line,
        opening.fact_key,
        closing.fact_key as other_fact
    from pairs
    join balances as opening
        on opening.document_key = pairs.document_key
        and opening.item = 'carry_in'
        and opening.side = 'revenue'
    join balances as closing
        on closing.document_key = pairs.other_key
        and closing.item = 'carry_out'
        and closing.side = 'expenditure'
        and closing.form = opening.form
        and closing.fund = opening.fund
)

select
    document_key,
    subject,
    case when not is_comparable then 'insufficient_data' end as outcome,
    case when not is_comparable then unsure_text(place) end as reason,
    slip(expected, actual, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    differ_message(place, actual, [source_line], other_place, expected, [other_line]) as message,
    [source_line] as source_lines,
    [fact_key, other_fact] as facts
from compared
