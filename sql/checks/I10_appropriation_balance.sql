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
documents as (select * from checked_document where document_kind = 'budget'),

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

-- balances that the table prints for all funds together only: whose they are it does not say
undivided as (
    select distinct document_key, table_number, stage, fiscal_year
    from cells
    where item in ('carry_in', 'carry_out') and is_printed
    group by document_key, table_number, stage, fiscal_year, item
    having max(abs(amount_yuan)) filter (where fund = 'fiscal_appropriation') > 0
        and count(*) filter (where fund <> 'fiscal_appropriation') = 0
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
        coming.is_comparable and going.is_comparable as is_sure,
        going.fund = 'fiscal_appropriation' or undivided.document_key is null as is_divided
    from going
    join coming
        on coming.document_key = going.document_key
        and coming.table_number = going.table_number
        and coming.fund = going.fund
        and coming.stage = going.stage
        and coming.fiscal_year = going.fiscal_year
    left join undivided
        on undivided.document_key = going.document_key
        and undivided.table_number = going.table_number
        and undivided.stage = going.stage
        and undivided.fiscal_year = going.fiscal_year
    join names on names.code = going.fund
)

select
    document_key,
    subject,
    case when not (is_sure and is_divided) then 'insufficient_data' end as outcome,
    case
        when not is_sure then place || '或与其比较的数字归列不能确定'
        when not is_divided then place || '不能比较：结转没有按资金分列'
    end as reason,
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
