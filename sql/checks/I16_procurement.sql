-- I16 政府采购合计等于货物、工程、服务之和 | Procurement equals goods, works and services
-- severity: error
-- tolerance: T1
-- applies: 政府采购预算表，逐栏：合计 = 货物 + 工程 + 服务
-- not_applicable: 文中没有分货物、工程、服务并印出合计的政府采购表
-- insufficient: 归列不能确定、表内有未归位的数字、或同一行列有两个数字时，不比较
-- formula: |合计 − (货物 + 工程 + 服务)| ≤ (印出个数 + 1) × u / 2；空白格按 0 计
-- example: 合计 110.00 万元 = 货物 20.00 万元 + 服务 90.00 万元
-- guard: 三类一个也没有印出的不比较
-- source: 《中华人民共和国政府采购法》第二条：采购对象为货物、工程和服务
-- grain: one row per table and column with a total and a kind
with
cells as (select * from grid_cell where form = 'procurement'),

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
    where item in ('goods', 'works', 'services')
    group by document_key, table_number, column_id
),

compared as (
    select
        total.document_key,
        concat_ws('/', cast(total.table_number as varchar), cast(total.column_id as varchar)) as subject,
        total.form_name || total.row_name || total.column_name as place,
        '货物、工程、服务之和' as other_place,
        coalesce(total.amount_yuan, 0) as actual,
        parts.amount_yuan as expected,
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
        and parts.column_id = total.column_id
    where total.item = 'total' and total.is_printed and parts.printed > 0
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
