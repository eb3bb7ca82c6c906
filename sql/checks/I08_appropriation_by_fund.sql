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
documents as (select * from checked_document where document_kind = 'final_account'),

cells as (
    select grid_cell.*
    from grid_cell
    join documents on documents.document_key = grid_cell.document_key
    where grid_cell.form = 'fiscal_appropriation_summary' and grid_cell.nature = 'total'
),

-- what came in, by fund: this year's appropriation and what was carried in
coming as (
    select
        document_key,
        table_number,
        fund,
        stage,
        fiscal_year,
        sum(coalesce(amount_yuan, 0)) as amount_yuan,
        sum(display_unit) as display_units,
        count(amount_yuan) as printed,
        list(amount_yuan) filter (where amount_yuan is not null) as amounts,
        list(source_line) as source_lines,
        list(source_line) filter (where is_printed) as printed_lines,
        list(fact_key) as facts,
        bool_and(is_comparable) as is_comparable
    from cells
    where side = 'revenue' and item in ('fund', 'current_year_total', 'carry_in') and is_printed
    group by document_key, table_number, fund, stage, fiscal_year
    having bool_or(item in ('fund', 'current_year_total'))
),

-- what went out, by fund: this year's expenditure and what is carried out
going as (
    select
        document_key,
        table_number,
        fund,
        stage,
        fiscal_year,
        any_value(form_name) as form_name,
        sum(coalesce(amount_yuan, 0)) as amount_yuan,
        sum(display_unit) as display_units,
        count(amount_yuan) as printed,
        list(amount_yuan) filter (where amount_yuan is not null) as amounts,
        list(source_line) as source_lines,
        list(source_line) filter (where is_printed) as printed_lines,
        list(fact_key) as facts,
        bool_and(is_comparable) as is_comparable
    from cells
    where side = 'expenditure' and item in ('current_year_total', 'carry_out') and is_printed
    group by document_key, table_number, fund, stage, fiscal_year
    having bool_or(item = 'current_year_total')
),

names as (select * from dim_fund),

compared as (
    select
        going.document_key,
        concat_ws('/', cast(going.table_number as varchar), going.fund, going.stage) as subject,
        going.form_name || '“' || names.name || '”本年支出与结转下年之和' as place,
        '本年收入与上年结转之和' as other_place,
        going.amount_yuan as actual,
        coming.amount_yuan as expected,
        rounding_envelope(coming.display_units + going.display_units) as tolerance,
        list_concat(coming.amounts, going.amounts) as amounts,
        going.printed_lines as actual_lines,
        coming.printed_lines,
        coming.source_lines,
        list_concat(coming.facts, going.facts) as facts,
        coming.is_comparable and going.is_comparable as is_comparable
    from going
    join coming
        on coming.document_key = going.document_key
        and coming.table_number = going.table_number
        and coming.fund = going.fund
        and coming.stage = going.stage
        and coming.fiscal_year = going.fiscal_year
    join names on names.code = going.fund
)

select
    document_key,
    subject,
    case when not is_comparable then 'insufficient_data' end as outcome,
    case when not is_comparable then place || '或与其比较的数字归列不能确定' end as reason,
    cast(null as varchar) as severity,
    sum_slip(expected, actual, amounts, tolerance) as diagnosis,
    cast(expected as decimal(20, 4)) as expected,
    cast(actual as decimal(20, 4)) as actual,
    tolerance,
    'yuan' as unit,
    cast(null as varchar) as expected_text,
    cast(null as varchar) as actual_text,
    differ_message(
        place, actual, actual_lines, other_place, expected, printed_lines
    ) as message,
    lines_of(list_concat(source_lines, actual_lines)) as source_lines,
    facts
from compared
