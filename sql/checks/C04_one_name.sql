-- C04 同一代码在全文用同一名称 | A code has one name throughout a document
-- severity: warning
-- tolerance: T0
-- applies: 一个文件中在两张及以上表里印出的科目代码
-- not_applicable: 文中没有在两张表里印出的科目代码
-- insufficient: 无
-- formula: 甲表的名称 = 乙表的名称
-- example: 支出总表“2010350 事业运行”，一般公共预算支出表“2010350 行政运行”
-- guard: 同一代码的历年名称、常用简称视为同一名称；名称印不全（是另一名称的开头）的不算；收支两侧、功能与经济科目各自比较
-- source: 财政部《政府收支分类科目》：一个代码一个名称
-- grain: one row per code that several tables of a document print
with
marks as (
    select
        document_key,
        split_part(text, ' ', 1) as code,
        name_key(substr(text, position(' ' in text) + 1)) as name_key,
        substr(text, position(' ' in text) + 1) as name,
        source_line
    from mark
    where kind = 'code_name'
),

listed as (
    select code, max(name) as name, list(name_key(name)) as name_keys
    from reference_code
    group by code
),

-- names that the lists do not give the code; the beginning of one of its names is that name, cut off
odd as (
    select
        marks.document_key,
        marks.code,
        min(listed.name) as own_name,
        list(distinct marks.name) as names,
        count(*) as rows_named,
        list(marks.source_line) as source_lines
    from marks
    left join listed on listed.code = marks.code
    where len(list_filter(coalesce(listed.name_keys, []), lambda known: starts_with(known, marks.name_key))) = 0
    group by marks.document_key, marks.code
),

cells as (
    select
        document_key,
        code,
        count(distinct table_number) as tables,
        min(source_line) as source_line,
        arg_min(line_key, source_start) as line_key
    from money_cell
    where item = 'code' and code is not null
    group by document_key, code
    having count(distinct table_number) > 1
),

compared as (
    select
        cells.document_key,
        cells.code,
        coalesce(len(odd.names), 0) > 1 or odd.rows_named < cells.tables as is_torn,
        odd.names,
        case when odd.rows_named < cells.tables then odd.own_name end as own_name,
        odd.source_lines,
        cells.source_line,
        cells.line_key
    from cells
    left join odd
        on odd.document_key = cells.document_key
        and odd.code = cells.code
)

select
    document_key,
    code as subject,
    case when is_torn then 'fail' else 'pass' end as outcome,
    0 as tolerance,
    'text' as unit,
    own_name as expected_text,
    array_to_string(names, '、') as actual_text,
    '科目' || code || '印作“' || array_to_string(names, '”、“') || '”' || lines_text(source_lines)
    || coalesce('，他表印作“' || own_name || '”', '') || '，同一代码名称不同。' as message,
    lines_of(source_lines) as source_lines,
    [line_key] as facts
from compared
