-- I05 收支总表：收入等于各来源之和，支出等于各功能类之和 | The summary: revenue equals its sources, expenditure its classes
-- severity: error
-- tolerance: T1
-- applies: 部门收支总表、收入支出决算总表：本年收入合计 = Σ来源，本年支出合计 = Σ功能类（无本年合计的用合计）
-- not_applicable: 文中没有列出来源或功能类的收支总表
-- insufficient: 归列不能确定、表内有未归位的数字、或同一行列有两个数字时，不比较
-- formula: |合计 − Σ各行| ≤ (行数 + 1) × u / 2；空白格按 0 计
-- example: 本年支出合计 338.52 万元，而 201、208、210、221 四类之和 338.50 万元，超出舍入范围
-- guard: “财政拨款收入”与其三项构成、“单位资金”与其构成同列时只计其一；各类不分基本支出、项目支出时，这两项合计不比较；表内有未归位数字时不比较
-- source: 财政部《地方预决算公开操作规程》（财预〔2016〕143号）附表：收支总表
-- grain: one row per table, side and column of a revenue and expenditure summary
with
cells as (select * from grid_cell where form = 'revenue_expenditure_summary' and (side = 'revenue' or fund = 'all')),

headings as (
    select
        document_key,
        table_number,
        bool_or(fund = 'fiscal_appropriation') as has_appropriation,
        bool_or(fund in ('business', 'operating', 'superior_subsidy', 'subsidiary_remittance', 'other')) as has_unit_parts
    from cells
    where item = 'fund' and is_printed
    group by document_key, table_number
),

parts as (
    select
        cells.document_key,
        cells.table_number,
        cells.side,
        cells.column_id,
        sum(coalesce(cells.amount_yuan, 0)) as amount_yuan,
        sum(cells.display_unit) as display_units,
        count(cells.amount_yuan) as printed,
        list(cells.amount_yuan) filter (where cells.amount_yuan is not null) as amounts,
        list(cells.source_line) as source_lines,
        list(cells.source_line) filter (where cells.is_printed) as printed_lines,
        list(cells.fact_key) as facts,
        bool_and(cells.is_comparable) as is_comparable
    from cells
    left join headings
        on headings.document_key = cells.document_key
        and headings.table_number = cells.table_number
    where (
        cells.side = 'revenue'
        and cells.item = 'fund'
        and not (headings.has_appropriation and cells.fund in ('general', 'government_fund', 'state_capital'))
        and not (headings.has_unit_parts and cells.fund = 'unit')
    ) or (
        cells.side = 'expenditure'
        and cells.item = 'code'
        and cells.functional_code is not null
        and cells.parent_code is null
    )
    group by cells.document_key, cells.table_number, cells.side, cells.column_id
),

-- the total of the current year where the table has one, else its only total
totals as (
    select
        cells.*,
        row_number() over (
            partition by document_key, table_number, side, column_id
            order by case item when 'current_year_total' then 1 when 'total' then 2 else 3 end
        ) as rank
    from cells
    where item in ('current_year_total', 'total', 'grand_total') and is_printed
),

carried as (
    select document_key, table_number, side, column_id
    from cells
    where item in ('carry_in', 'carry_out', 'use_of_surplus', 'surplus_distribution') and amount_yuan <> 0
    group by document_key, table_number, side, column_id
),

compared as (
    select
        total.document_key,
        concat_ws('/', cast(total.table_number as varchar), total.side, cast(total.column_id as varchar)) as subject,
        total.form_name || total.row_name || case when total.nature <> 'total' then total.column_name else '' end as place,
        case total.side when 'revenue' then '各收入来源之和' else '各功能类之和' end as other_place,
        coalesce(total.amount_yuan, 0) as actual,
        parts.amount_yuan as expected,
        rounding_envelope(parts.display_units + total.display_unit) as tolerance,
        parts.amounts,
        [total.source_line] as actual_lines,
        parts.printed_lines,
        parts.source_lines,
        list_append(parts.facts, total.fact_key) as facts,
        total.is_comparable and parts.is_comparable as is_comparable
    from totals as total
    join parts
        on parts.document_key = total.document_key
        and parts.table_number = total.table_number
        and parts.side = total.side
        and parts.column_id = total.column_id
    left join carried
        on carried.document_key = total.document_key
        and carried.table_number = total.table_number
        and carried.side = total.side
        and carried.column_id = total.column_id
    where total.rank = 1
        -- 功能类不分基本支出、项目支出时，这两项合计没有可比的各类
        and (parts.printed > 0 or (total.amount_yuan <> 0 and total.nature = 'total'))
        and (total.item = 'current_year_total' or carried.document_key is null)
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
