-- I06 收入总计等于支出总计 | Total revenue equals total expenditure
-- severity: error
-- tolerance: T2
-- applies: 部门收支总表、财政拨款收支总表：两边最后一行总计相等（无总计行的用合计）
-- not_applicable: 文中没有两边都印出总计的收支总表
-- insufficient: 归列不能确定、表内有未归位的数字、或同一行列有两个数字时，不比较
-- formula: |收入总计 − 支出总计| ≤ u / 2 + u′ / 2
-- example: 收入总计 732.86 万元，支出总计 732.76 万元，相差 0.10 万元
-- guard: 只比较同一张表、全部资金（财政拨款表为财政拨款）的两边；有一边没有总计的不比较
-- source: 《中华人民共和国预算法》第十二条：各级预算遵循收支平衡的原则；财政部《地方预决算公开操作规程》（财预〔2016〕143号）附表
-- grain: one row per table, stage and year that prints a total on both sides
with
cells as (
    select *
    from grid_cell
    where form in ('revenue_expenditure_summary', 'fiscal_appropriation_summary')
        and item in ('grand_total', 'total')
        and fund in ('all', 'fiscal_appropriation')
        and nature = 'total'
        and is_printed
),

totals as (
    select
        cells.*,
        row_number() over (
            partition by document_key, table_number, side, stage, fiscal_year
            order by case item when 'grand_total' then 1 else 2 end
        ) as rank
    from cells
),

compared as (
    select
        second.document_key,
        concat_ws('/', cast(second.table_number as varchar), second.stage, cast(second.fiscal_year as varchar)) as subject,
        second.form_name || '支出' || second.row_name as place,
        '收入' || first.row_name as other_place,
        coalesce(second.amount_yuan, 0) as actual,
        coalesce(first.amount_yuan, 0) as expected,
        rounding_envelope(first.display_unit + second.display_unit) as tolerance,
        case when second.is_printed then [second.source_line] end as actual_lines,
        case when first.is_printed then [first.source_line] end as printed_lines,
        [first.source_line, second.source_line] as source_lines,
        [first.fact_key, second.fact_key] as facts,
        first.is_comparable and second.is_comparable as is_comparable
    from totals as first
    join totals as second
        on second.document_key = first.document_key
        and second.table_number = first.table_number
        and second.stage = first.stage
        and second.fiscal_year = first.fiscal_year
        and second.item = first.item
        and second.fund = first.fund
    where first.side = 'revenue' and second.side = 'expenditure' and first.rank = 1 and second.rank = 1
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
    differ_message(place, actual, actual_lines, other_place, expected, printed_lines) as message,
    lines_of(list_concat(source_lines, actual_lines)) as source_lines,
    facts
from compared
