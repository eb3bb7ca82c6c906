-- S05 金额与表头单位一致 | An amount is in the unit of its table
-- severity: error
-- tolerance: T0
-- applies: 一张表里绝大多数金额用同一单位；个别金额换了单位，而同一金额在他表以该单位印出：单位与表头不符；正文金额与表中同一事项的金额差一万倍或一千倍：正文单位用错
-- not_applicable: 文中没有可以核对单位的表，也没有可以与表核对的正文金额
-- insufficient: 无
-- formula: 单位(金额) = 单位(表)；正文金额 ÷ 表中金额 ≠ 10000、1000 或其倒数（误差千分之一）
-- example: 正文“支出预算6950800万元”，表中为 695.08 万元；项目申报表单位为万元，其中采购金额“1,320,000.00”是元，采购表同一项目为 132 万元
-- guard: 表内至少三个金额用表头单位，且同一金额在本文件另一表印出；单价、表头另行注明单位的栏不算，此类只警告；正文金额与表中任一口径一致的不算
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）：公开文字说明与报表数据一致
-- grain: one row per table whose unit is known, and per claim of what the tables give
with
cells as (
    select *, printed_scale(amount_yuan, printed) as scale
    from money_cell
    where amount_yuan <> 0 and item <> 'unit_price'
),

units as (
    select document_key, table_number, min(form_name) as form_name, mode(scale order by scale) as scale, count(*) as cells
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

-- amounts of the text beside those that the tables give for the same thing
claimed as (
    select
        claim.document_key,
        claim.statement_key,
        min(claim.topic_name) as topic_name,
        min(claim.amount_yuan) as amount_yuan,
        min(claim.source_line) as source_line,
        bool_or(abs(claim.amount_yuan - figures.amount_yuan) <= rounding_envelope(claim.display_unit + figures.display_unit))
            as is_fine,
        arg_min(figures.amount_yuan, (figures.source_line, figures.fact_key))
            filter (where unit_slipped(figures.amount_yuan, claim.amount_yuan)) as table_yuan,
        min(figures.source_line) filter (where unit_slipped(figures.amount_yuan, claim.amount_yuan)) as table_line,
        arg_min(figures.fact_key, (figures.source_line, figures.fact_key))
            filter (where unit_slipped(figures.amount_yuan, claim.amount_yuan)) as table_key
    from claim
    join topic_figure as figures
        on figures.document_key = claim.document_key
        and figures.topic = claim.topic
        and figures.code = coalesce(claim.functional_code, claim.economic_code, '')
        and figures.stage = claim.stage
    where claim.is_own_year and claim.project_key = 0 and claim.amount_yuan <> 0 and figures.amount_yuan <> 0
    group by claim.document_key, claim.statement_key
),

compared as (
    select
        document_key,
        cast(line_key as varchar) as subject,
        false as is_fine,
        'warning' as severity,
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
        units.document_key, cast(units.table_number as varchar), true, null, units.form_name, '', null, null, 0, null, null,
        cast([] as integer[]), cast([] as bigint[])
    from units
    left join odd
        on odd.document_key = units.document_key
        and odd.table_number = units.table_number
    where odd.document_key is null
    union all
    select
        document_key, 'claim/' || cast(statement_key as varchar), is_fine or table_yuan is null, 'error',
        '正文' || topic_name, null, table_yuan, amount_yuan, 0, source_line, table_line, [source_line, table_line],
        [statement_key, table_key]
    from claimed
)

select
    document_key,
    subject,
    case when is_fine then 'pass' else 'fail' end as outcome,
    severity,
    'unit_slip' as diagnosis,
    expected,
    actual,
    tolerance,
    case
        when printed is null
            then form_name || money_text(actual) || lines_text([source_line]) || '，表中为' || money_text(expected)
                || lines_text([other_line]) || '，数字相同而单位不同。'
        else form_name || '的“' || printed || '”' || lines_text([source_line]) || '按表头单位为' || money_text(actual)
            || '，而同一金额在他表为' || money_text(expected) || lines_text([other_line]) || '，单位与表头不符。'
    end as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
