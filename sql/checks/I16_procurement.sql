-- I16 政府采购合计等于货物、工程、服务之和，金额等于数量乘单价 | Procurement equals goods, works and services; an amount is quantity times unit price
-- severity: error
-- tolerance: T1
-- applies: 政府采购预算表，逐栏：合计 = 货物 + 工程 + 服务；逐行：金额 = 数量 × 单价
-- not_applicable: 文中没有分货物、工程、服务并印出合计的政府采购表，也没有逐行印出数量、单价和金额的
-- insufficient: 归列不能确定、表内有未归位的数字、或同一行列有两个数字时，不比较
-- formula: |合计 − (货物 + 工程 + 服务)| ≤ (印出个数 + 1) × u / 2；空白格按 0 计；|金额 − 数量 × 单价| ≤ u / 2 + 数量 × u′ / 2
-- example: 合计 110.00 万元 = 货物 20.00 万元 + 服务 90.00 万元；金额 132.00 万元 = 22 台 × 6.00 万元
-- guard: 三类一个也没有印出的不比较；数量、单价、金额个数相同且逐行相间的才按行相乘；两边正好差一个计量单位的，可能是单价另有单位，不比较
-- source: 《中华人民共和国政府采购法》第二条：采购对象为货物、工程和服务
-- grain: one row per table and column with a total and a kind, and per purchase with quantity and unit price
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
),

-- what makes a row of purchases: its quantity, its unit price, its amount (of all funds, where a row splits it)
split as (
    select distinct document_key
    from money_cell
    where form = 'procurement' and item = 'purchase' and fund = 'all'
),

printed as (
    select money_cell.*
    from money_cell
    left join split on split.document_key = money_cell.document_key
    where money_cell.form = 'procurement'
        and (
            money_cell.item = 'unit_price'
            or (money_cell.item = 'purchase' and (money_cell.fund = 'all' or split.document_key is null))
        )
),

ordered as (
    select
        document_key, 'quantity' as kind, quantity as number, 0 as display_unit, source_line, source_start,
        cast(null as bigint) as line_key, quantity is not null as is_comparable
    from purchase_quantity
    union all
    select
        document_key, item, amount_yuan, display_unit, source_line, source_start, line_key, is_sure and is_complete
    from printed
),

numbered as (
    select *, row_number() over (partition by document_key, kind order by source_start) as position
    from ordered
),

purchases as (
    select
        document_key,
        position,
        min(number) filter (where kind = 'quantity') as quantity,
        min(number) filter (where kind = 'unit_price') as unit_price,
        min(number) filter (where kind = 'purchase') as amount_yuan,
        min(display_unit) filter (where kind = 'unit_price') as price_unit,
        min(display_unit) filter (where kind = 'purchase') as display_unit,
        min(source_line) filter (where kind = 'quantity') as quantity_line,
        min(source_line) filter (where kind = 'unit_price') as price_line,
        min(source_line) filter (where kind = 'purchase') as source_line,
        list(line_key order by source_start) filter (where line_key is not null) as facts,
        bool_and(is_comparable) as is_comparable,
        count(*) as kinds,
        min(source_start) as first_start,
        max(source_start) as last_start
    from numbered
    group by document_key, position
),

-- documents in which every row has its three numbers, and one row ends before the next begins
sound as (
    select row_here.document_key
    from purchases as row_here
    left join purchases as row_before
        on row_before.document_key = row_here.document_key
        and row_before.position = row_here.position - 1
    group by row_here.document_key
    having min(row_here.kinds) = 3 and bool_and(row_here.first_start > coalesce(row_before.last_start, -1))
),

multiplied as (
    select
        purchases.document_key,
        'purchase/' || cast(position as varchar) as subject,
        '政府采购表第' || cast(position as varchar) || '项采购的金额' as place,
        '数量' || number_text(quantity) || '乘单价' || money_text(unit_price) as other_place,
        amount_yuan as actual,
        quantity * unit_price as expected,
        rounding_envelope(display_unit + quantity * price_unit) as tolerance,
        [source_line] as actual_lines,
        [quantity_line, price_line] as printed_lines,
        facts,
        is_comparable
        and not (amount_yuan <> 0 and quantity * unit_price <> 0 and unit_slipped(quantity * unit_price, amount_yuan))
            as is_comparable
    from purchases
    join sound on sound.document_key = purchases.document_key
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
union all
select
    document_key,
    subject,
    case when not is_comparable then 'insufficient_data' end as outcome,
    case when not is_comparable then place || '或与其比较的数字归列不能确定，或单价另有单位' end as reason,
    slip(expected, actual, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    differ_message(place, actual, actual_lines, other_place, expected, printed_lines) as message,
    lines_of(list_concat(printed_lines, actual_lines)) as source_lines,
    facts
from multiplied
