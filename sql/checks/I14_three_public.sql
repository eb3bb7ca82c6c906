-- I14 “三公”经费等于各项之和 | The three public expenses equal their parts
-- severity: error
-- tolerance: T1
-- applies: “三公”经费支出表，逐栏（预算、决算分开）：合计 = 因公出国 + 公务用车小计 + 公务接待；公务用车小计 = 购置 + 运行维护；空白格没有印出的表，无论各数归入哪一栏合计都不成立的，只警告
-- not_applicable: 文中没有印出“三公”经费合计或公务用车小计及其构成的表
-- insufficient: 归列不能确定、表内有未归位的数字、或同一行列有两个数字时，不比较
-- formula: |合计 − Σ构成| ≤ (构成个数 + 1) × u / 2；空白格按 0 计，但至少印出一项构成
-- example: 合计 6.20 万元 = 公务用车 4.00 万元 + 公务接待 2.20 万元
-- guard: 没有公务用车小计而只有购置、运行的，以两项相加；构成一项都没有印出的不比较
-- source: 《国务院关于编制2012年中央预算和中央部门预算的通知》：“三公”经费按因公出国（境）费、公务用车购置及运行费、公务接待费公开
-- grain: one row per table, column and total of the three public expenses
with
cells as (select * from grid_cell where form = 'three_public'),

-- which row is a part of which
structure as (
    select 'three_public_total' as whole, 'overseas_travel' as part
    union all select 'three_public_total', 'official_vehicle'
    union all select 'three_public_total', 'reception'
    union all select 'three_public_total', 'vehicle_purchase'
    union all select 'three_public_total', 'vehicle_operation'
    union all select 'official_vehicle', 'vehicle_purchase'
    union all select 'official_vehicle', 'vehicle_operation'
),

subtotals as (
    select document_key, table_number, unit_row, column_id, bool_or(item = 'official_vehicle' and is_printed) as has_subtotal
    from cells
    group by document_key, table_number, unit_row, column_id
),

parts as (
    select
        cells.document_key,
        cells.table_number,
        cells.unit_row,
        cells.column_id,
        structure.whole,
        sum(coalesce(cells.amount_yuan, 0)) as amount_yuan,
        sum(cells.display_unit) as display_units,
        count(cells.amount_yuan) as printed,
        list(cells.amount_yuan) filter (where cells.amount_yuan is not null) as amounts,
        list(cells.source_line) as source_lines,
        list(cells.source_line) filter (where cells.is_printed) as printed_lines,
        list(cells.fact_key) as facts,
        bool_and(cells.is_comparable) as is_comparable
    from cells
    join structure on structure.part = cells.item
    join subtotals
        on subtotals.document_key = cells.document_key
        and subtotals.table_number = cells.table_number
        and subtotals.unit_row = cells.unit_row
        and subtotals.column_id = cells.column_id
    where structure.whole = 'official_vehicle'
        or structure.part not in ('vehicle_purchase', 'vehicle_operation')
        or not subtotals.has_subtotal
    group by cells.document_key, cells.table_number, cells.unit_row, cells.column_id, structure.whole
),

compared as (
    select
        total.document_key,
        concat_ws(
            '/', cast(total.table_number as varchar), total.item, cast(total.column_id as varchar),
            case when total.unit_row > 1 then cast(total.unit_row as varchar) end
        ) as subject,
        total.form_name || total.stage_name || '“' || total.row_name || '”' as place,
        '各项之和' as other_place,
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
        and parts.unit_row = total.unit_row
        and parts.column_id = total.column_id
        and parts.whole = total.item
    where total.is_printed and parts.printed > 0
),

-- numbers that add up in no column are wrong, whichever of them it is
refuted as (select * from contradiction where form = 'three_public')

select
    document_key,
    subject,
    case when not is_comparable then 'insufficient_data' end as outcome,
    case when not is_comparable then unsure_text(place) end as reason,
    null as severity,
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
    cast(table_number as varchar) as subject,
    'fail' as outcome,
    null as reason,
    'warning' as severity,
    null as diagnosis,
    null as expected,
    null as actual,
    null as tolerance,
    form_name || '的' || written || lines_text(source_lines) || '无论归入哪一栏，合计都不等于各项之和。' as message,
    lines_of(source_lines) as source_lines,
    facts
from refuted
