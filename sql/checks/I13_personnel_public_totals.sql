-- I13 人员经费、公用经费合计等于该栏各科目之和 | Totals of personnel and public funds equal their columns
-- severity: error
-- tolerance: T1
-- applies: 基本支出表的人员经费合计、公用经费合计：等于该栏最上一级科目之和
-- not_applicable: 文中没有印出人员经费或公用经费合计的经济分类表
-- insufficient: 归列不能确定、表内有未归位的数字、或同一行列有两个数字时，不比较
-- formula: |合计 − Σ该栏科目| ≤ (科目个数 + 1) × u / 2；空白格按 0 计
-- example: 公用经费合计 9.00 万元，而该栏各科目之和为 9.00 万元
-- guard: 按表的栏目归类，不按科目归类：同一科目在不同地区可列人员也可列公用（如 30239 其他交通费用）；每个科目只在一栏印出的表（按科目归类），人员、公用之间此增彼减的不比较；没有分栏的不比较
-- source: 财政部《地方预决算公开操作规程》（财预〔2016〕143号）附表：一般公共预算基本支出表
-- grain: one row per table and column of personnel or public funds with a total
with
cells as (
    select * from grid_cell where side = 'expenditure' and nature in ('basic_personnel', 'basic_public')
),

parts as (
    select
        document_key,
        table_number,
        column_id,
        sum(coalesce(amount_yuan, 0)) as amount_yuan,
        sum(display_unit) as display_units,
        count(amount_yuan) as printed,
        list(amount_yuan) filter (where amount_yuan is not null) as amounts,
        list(source_line) as source_lines,
        list(source_line) filter (where is_printed) as printed_lines,
        list(fact_key) as facts,
        bool_and(is_comparable) as is_comparable
    from cells
    where item = 'code' and economic_code is not null and parent_code is null
    group by document_key, table_number, column_id
),

-- a table that lists codes under the heading of their class, each in one of the two columns only: which of its codes
-- count as personnel is then not to be seen, and only both columns together can be compared
splits as (
    select document_key, table_number, max(columns_printed) > 1 as has_columns
    from (
        select document_key, table_number, row_id, count(distinct nature) as columns_printed
        from cells
        where item = 'code' and is_printed
        group by document_key, table_number, row_id
    ) as printed_rows
    group by document_key, table_number
),

differences as (
    select
        total.*,
        parts.amount_yuan - total.amount_yuan as difference,
        sum(parts.amount_yuan - total.amount_yuan) over (
            partition by total.document_key, total.table_number, total.stage, total.fund, total.fiscal_year
        ) as both
    from cells as total
    join parts
        on parts.document_key = total.document_key
        and parts.table_number = total.table_number
        and parts.column_id = total.column_id
    where total.item = 'total' and total.is_printed and parts.printed > 0
),

checked as (
    select
        total.document_key,
        concat_ws('/', cast(total.table_number as varchar), cast(total.column_id as varchar)) as subject,
        total.form_name || total.column_name || total.row_name as place,
        '该栏各科目之和' as other_place,
        coalesce(total.amount_yuan, 0) as actual,
        parts.amount_yuan as expected,
        rounding_envelope(parts.display_units + total.display_unit) as tolerance,
        parts.amounts,
        [total.source_line] as actual_lines,
        parts.printed_lines,
        parts.source_lines,
        list_append(parts.facts, total.fact_key) as facts,
        total.is_comparable and parts.is_comparable as is_comparable,
        not splits.has_columns
            and abs(total.difference) > rounding_envelope(parts.display_units + total.display_unit)
            and abs(total.both) <= rounding_envelope(parts.display_units + total.display_unit) as is_moved
    from differences as total
    join parts
        on parts.document_key = total.document_key
        and parts.table_number = total.table_number
        and parts.column_id = total.column_id
    join splits
        on splits.document_key = total.document_key
        and splits.table_number = total.table_number
),

compared as (select * exclude (is_comparable), is_comparable and not is_moved as is_comparable from checked)

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
