-- I17 政府性基金、国有资本经营：年初结转加收入减支出等于年末结转 | Government fund, state capital: opening plus revenue less expenditure is closing
-- severity: error
-- tolerance: T1
-- applies: 政府性基金、国有资本经营收入支出决算表，逐行：年初结转 + 本年收入 − 本年支出 = 年末结转
-- not_applicable: 文中没有印出年初、收入、支出、年末的政府性基金或国有资本经营表
-- insufficient: 归列不能确定、表内有未归位的数字、或同一行列有两个数字时，不比较
-- formula: |年末 − (年初 + 收入 − 支出)| ≤ (印出个数) × u / 2；空白格按 0 计
-- example: 年初结转 0.00，本年收入 50.00 万元，本年支出 45.00 万元，年末结转 5.00 万元：平衡
-- guard: 行内要印出收入和支出；年初、年末空白按 0 计；支出 = 基本 + 项目由 I03 比较
-- source: 《部门决算报表》政府性基金预算财政拨款收入支出决算表（财决09表）
-- grain: one row per table and row that prints revenue and expenditure
with
cells as (
    select *
    from money_cell
    where form in ('government_fund_expenditure', 'state_capital_expenditure') and nature = 'total' and repeats = 1
),

-- a row is its code, or the total; the columns are items of their own here
balances as (
    select
        document_key,
        table_number,
        min(form_name) as form_name,
        coalesce(code, '合计') as code,
        stage,
        sum(amount_yuan) filter (where item = 'carry_in') as opening,
        sum(amount_yuan) filter (where side = 'revenue' and item <> 'carry_in') as coming,
        sum(amount_yuan) filter (where side = 'expenditure' and item <> 'carry_out') as going,
        sum(amount_yuan) filter (where item = 'carry_out') as closing,
        count(*) filter (where side = 'revenue' and item <> 'carry_in') as coming_cells,
        count(*) filter (where side = 'expenditure' and item <> 'carry_out') as going_cells,
        count(*) filter (where item in ('carry_in', 'carry_out')) as carried_cells,
        sum(display_unit) as display_units,
        list(source_line) as source_lines,
        list(line_key) as facts,
        bool_and(is_sure and is_complete) as is_comparable
    from cells
    group by document_key, table_number, coalesce(code, '合计'), stage
),

compared as (
    select
        document_key,
        concat_ws('/', cast(table_number as varchar), code, stage) as subject,
        form_name || '“' || code || '”年末结转' as place,
        '年初结转与本年收入之和减本年支出' as other_place,
        coalesce(closing, 0) as actual,
        coalesce(opening, 0) + coming - going as expected,
        rounding_envelope(display_units) as tolerance,
        [opening, coming, going] as amounts,
        source_lines as actual_lines,
        source_lines as printed_lines,
        source_lines,
        facts,
        is_comparable and coming_cells = 1 and going_cells = 1 as is_comparable
    from balances
    where coming_cells > 0 and going_cells > 0 and carried_cells > 0
)

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
