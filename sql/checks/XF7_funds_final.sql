-- XF7 财政拨款决算总表的基金、国资与其收支决算表一致 | Final account: government fund and state capital equal their tables
-- severity: error
-- tolerance: T2
-- applies: 决算：财政拨款总表的政府性基金、国有资本经营的年初结转、本年收入、本年支出、年末结转 = 其收支决算表合计
-- not_applicable: 不是决算，或文中没有同时印出两处的政府性基金或国有资本经营数
-- insufficient: 两表中有一个数字归列不能确定，或同一表式的几张表数字不同时，不比较
-- formula: |甲 − 乙| ≤ u / 2 + u′ / 2，换算为同一单位
-- example: 政府性基金本年支出：财政拨款总表 45.00 万元，政府性基金收支决算表 45.00 万元
-- guard: 两处都印出才比较；空表不比较（由 S02 检查）
-- source: 《部门决算报表》财决01-1表、财决09表、财决11表
-- grain: one row per fund and figure that both tables print
with
figures as (select * from figure),

first_figures as (
    select *
    from figures
    where form = 'fiscal_appropriation_summary' and fund in ('government_fund', 'state_capital') and is_printed and nature = 'total'
        and ((side = 'revenue' and item in ('fund', 'carry_in')) or (side = 'expenditure' and item in ('current_year_total', 'carry_out')))
),

second_figures as (
    select *
    from figures
    where form in ('government_fund_expenditure', 'state_capital_expenditure') and code = '' and nature = 'total' and is_printed
        and item in ('total', 'current_year_total', 'carry_in', 'carry_out')
),

candidates as (
    select
        second.document_key,
        concat_ws('/', second.fund, second.side, second.item, second.stage) as subject,
        second.form_name || '“' || second.row_name || '”' || second.column_name as place,
        first.form_name || '“' || first.row_name || '”' || first.column_name as other_place,
        coalesce(second.amount_yuan, 0) as actual,
        coalesce(first.amount_yuan, 0) as expected,
        rounding_envelope(first.display_unit + second.display_unit) as tolerance,
        case when second.is_printed then [second.source_line] end as actual_lines,
        case when first.is_printed then [first.source_line] end as printed_lines,
        [first.source_line, second.source_line] as source_lines,
        [first.fact_key, second.fact_key] as facts,
        first.is_comparable and second.is_comparable as is_comparable,
        row_number() over (
            partition by second.document_key, second.fact_key
            order by abs(coalesce(second.amount_yuan, 0) - coalesce(first.amount_yuan, 0)), first.source_line, first.fact_key
        ) as rank
    from first_figures as first
    join second_figures as second
        on second.document_key = first.document_key
        and second.fund = first.fund
        and second.stage = first.stage
        and second.side = first.side
        and (first.item in ('carry_in', 'carry_out')) = (second.item in ('carry_in', 'carry_out'))
    where first.document_kind = 'final_account' and first.is_own_year and second.is_own_year
),

compared as (select * from candidates where rank = 1)

select
    document_key,
    subject,
    case when not is_comparable then 'insufficient_data' end as outcome,
    case when not is_comparable then unsure_text(place) end as reason,
    slip(expected, actual, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    differ_message(place, actual, actual_lines, other_place, expected, printed_lines) as message,
    lines_of(list_concat(source_lines, actual_lines)) as source_lines,
    facts
from compared
