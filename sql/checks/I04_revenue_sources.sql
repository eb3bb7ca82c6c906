-- I04 收入表行内合计等于各来源之和 | A row of the revenue table equals its sources
-- severity: error
-- tolerance: T1
-- applies: 收入总表、收入决算表，逐行比较：合计 = Σ各资金来源；有“上年结转”栏的，另加同一行的上年结转
-- not_applicable: 文中没有按来源分列的收入表
-- insufficient: 归列不能确定、表内有未归位的数字、或同一行列有两个数字时，不比较
-- formula: |合计 − Σ来源| ≤ (来源个数 + 1) × u / 2；空白格按 0 计
-- example: “2010301 行政运行”合计 100.00 万元，财政拨款收入 90.00 万元，其他收入 9.00 万元：100.00 ≠ 99.00
-- guard: “财政拨款”与一般公共预算、政府性基金、国有资本同列时只计其一，“单位资金”与事业、经营、其他收入等同列时亦然；“其中：教育收费”已在事业收入内的不另计；行内一个来源都没有印出的不比较
-- source: 财政部《地方预决算公开操作规程》（财预〔2016〕143号）附表：收入总表按资金来源分栏
-- grain: one row per table and row of a revenue table with columns of sources
with
cells as (select * from grid_cell where form = 'revenue_detail' and side = 'revenue'),

-- a heading over other columns of the table stands for them: only one of both is added
headings as (
    select
        document_key,
        table_number,
        bool_or(fund = 'fiscal_appropriation') as has_appropriation,
        bool_or(fund in ('business', 'operating', 'superior_subsidy', 'subsidiary_remittance', 'other')) as has_unit_parts
    from cells
    where is_printed
    group by document_key, table_number
),

sources as (
    select cells.*
    from cells
    join headings
        on headings.document_key = cells.document_key
        and headings.table_number = cells.table_number
    where cells.fund <> 'all'
        and not (headings.has_appropriation and cells.fund in ('general', 'government_fund', 'state_capital'))
        and not (headings.has_unit_parts and cells.fund = 'unit')
),

-- what was carried in stands in a column of its own, which makes a row of its own of each row's cell
carried as (
    select cells.*
    from cells
    where cells.item = 'carry_in' and cells.fund = 'all' and cells.is_printed
),

summands as (
    select
        document_key, table_number, row_id, stage, fiscal_year, amount_yuan, display_unit, source_line, is_printed,
        fact_key, is_comparable, fund
    from sources
    union all
    select
        cells.document_key, cells.table_number, cells.row_id, cells.stage, cells.fiscal_year, carried.amount_yuan,
        carried.display_unit, carried.source_line, carried.is_printed, carried.fact_key, carried.is_comparable, carried.fund
    from cells
    join carried
        on carried.document_key = cells.document_key
        and carried.table_number = cells.table_number
        and carried.stage = cells.stage
        and carried.fiscal_year = cells.fiscal_year
        and carried.code is not distinct from cells.code
    where cells.item in ('code', 'total') and cells.fund = 'all'
),

parts as (
    select
        document_key,
        table_number,
        row_id,
        stage,
        fiscal_year,
        sum(coalesce(amount_yuan, 0)) as amount_yuan,
        -- 教育收费 that is a part of 事业收入 beside it
        coalesce(
            case when count(amount_yuan) filter (where fund = 'business') > 0
                then sum(amount_yuan) filter (where fund = 'fiscal_account')
            end, 0
        ) as included,
        sum(display_unit) as display_units,
        count(amount_yuan) as printed,
        list(amount_yuan) filter (where amount_yuan is not null) as amounts,
        list(source_line) as source_lines,
        list(source_line) filter (where is_printed) as printed_lines,
        list(fact_key) as facts,
        bool_and(is_comparable) as is_comparable
    from summands
    group by document_key, table_number, row_id, stage, fiscal_year
),

compared as (
    select
        total.document_key,
        concat_ws('/', cast(total.table_number as varchar), cast(total.row_id as varchar), cast(total.column_id as varchar)) as subject,
        total.form_name || '“' || total.row_name || '”合计' as place,
        '各来源之和' as other_place,
        coalesce(total.amount_yuan, 0) as actual,
        case
            when abs(coalesce(total.amount_yuan, 0) - parts.amount_yuan + parts.included)
                <= rounding_envelope(parts.display_units + total.display_unit) then parts.amount_yuan - parts.included
            else parts.amount_yuan
        end as expected,
        rounding_envelope(parts.display_units + total.display_unit) as tolerance,
        parts.amounts,
        [total.source_line] as actual_lines,
        parts.printed_lines,
        parts.source_lines,
        list_append(parts.facts, total.fact_key) as facts,
        total.is_comparable and parts.is_comparable as is_comparable
    from cells as total
    join parts
        on parts.document_key = total.document_key
        and parts.table_number = total.table_number
        and parts.row_id = total.row_id
        and parts.stage = total.stage
        and parts.fiscal_year = total.fiscal_year
    where total.fund = 'all' and total.is_printed and parts.printed > 0 and total.item in ('code', 'total')
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
