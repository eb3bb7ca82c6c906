-- S05 金额与表头单位一致 | An amount is in the unit of its table
-- severity: warning
-- tolerance: T0
-- applies: 一张表里绝大多数金额用同一单位；个别金额换了单位，而同一金额在他表以该单位印出：单位与表头不符
-- not_applicable: 文中没有可以核对单位的表
-- insufficient: 无
-- formula: 单位(金额) = 单位(表)
-- example: 项目申报表单位为万元，其中采购金额“1,320,000.00”是元，采购表同一项目为 132 万元
-- guard: 表内至少三个金额用表头单位，且同一金额在本文件另一表印出；单价、表头另行注明单位的栏不算
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）：公开文字说明与报表数据一致
-- grain: one row per table whose unit is known
with
cells as (
    select *, printed_scale(amount_yuan, printed) as scale
    from money_cell
    where amount_yuan <> 0 and item <> 'unit_price'
),

units as (
    select document_key, table_number, any_value(form_name) as form_name, mode(scale) as scale, count(*) as cells
    from cells
    where scale is not null
    group by document_key, table_number
    having count(*) >= 3
),

odd as (
    select
        cells.document_key,
        cells.table_number,
        cells.line_key,
        cells.form_name,
        cells.printed,
        cells.amount_yuan,
        cells.source_line,
        cells.amount_yuan / cells.scale * units.scale as read_by_header,
        min(other.source_line) as other_line,
        min(other.line_key) as other_key
    from cells
    join units
        on units.document_key = cells.document_key
        and units.table_number = cells.table_number
    join cells as other
        on other.document_key = cells.document_key
        and other.table_number <> cells.table_number
        and other.amount_yuan = cells.amount_yuan
    where cells.scale <> units.scale
    group by
        cells.document_key, cells.table_number, cells.line_key, cells.form_name, cells.printed, cells.amount_yuan,
        cells.source_line, cells.scale, units.scale
),

compared as (
    select
        document_key,
        cast(line_key as varchar) as subject,
        false as is_fine,
        form_name,
        printed,
        amount_yuan as expected,
        read_by_header as actual,
        0 as tolerance,
        source_line,
        other_line,
        [source_line, other_line] as source_lines,
        [line_key, other_key] as facts
    from odd
    union all
    select
        units.document_key, cast(units.table_number as varchar), true, units.form_name, '', null, null, 0, null, null,
        cast([] as integer[]), cast([] as bigint[])
    from units
    left join odd
        on odd.document_key = units.document_key
        and odd.table_number = units.table_number
    where odd.document_key is null
)

select
    document_key,
    subject,
    case when is_fine then 'pass' else 'fail' end as outcome,
    cast(null as varchar) as reason,
    cast(null as varchar) as severity,
    cast('unit_slip' as varchar) as diagnosis,
    cast(expected as decimal(20, 4)) as expected,
    cast(actual as decimal(20, 4)) as actual,
    cast(tolerance as decimal(20, 4)) as tolerance,
    'yuan' as unit,
    cast(null as varchar) as expected_text,
    cast(null as varchar) as actual_text,
        form_name || '的“' || printed || '”' || lines_text([source_line]) || '按表头单位为' || money_text(actual) || '，而同一金额在他表为'
    || money_text(expected) || lines_text([other_line]) || '，单位与表头不符。' as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
