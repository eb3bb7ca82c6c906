-- C03 下级科目的上级科目在表内 | Each item has its group and class in the table
-- severity: info
-- tolerance: T0
-- applies: 逐级列示功能分类的表：每个项有它的款和类，每个款有它的类
-- not_applicable: 文中没有逐级列示功能分类科目的表
-- insufficient: 无
-- formula: 上级(代码) ∈ 表内代码
-- example: 表内有“2010350”而没有“20103”
-- guard: 只在应有的上级科目（各算一次，不论下级多少）表内列出过半、且列有同级的其他科目时才报个别缺失；只列项级的表、不列款级的表不比较；归列不确定、有未归位数字的表不比较
-- source: 财政部《政府收支分类科目》
-- grain: one row per table and functional code below a class
with
cells as (
    select document_key, table_number, form_name, side, code, row_name, row_line, is_comparable, fact_key
    from grid_cell
    where item = 'code' and functional_code is not null and is_printed
),

listed as (
    select
        document_key,
        table_number,
        side,
        code,
        min(form_name) as form_name,
        min(row_name) as row_name,
        min(row_line) as source_line,
        min(fact_key) as fact_key,
        bool_and(is_comparable) as is_comparable
    from cells
    group by document_key, table_number, side, code
),

below as (
    select
        child.*,
        left(child.code, length(child.code) - 2) as parent_code,
        parent.code is not null as has_parent
    from listed as child
    left join listed as parent
        on parent.document_key = child.document_key
        and parent.table_number = child.table_number
        and parent.side = child.side
        and parent.code = left(child.code, length(child.code) - 2)
    where length(child.code) in (5, 7)
),

-- the codes above that a table needs, each once however many codes stand below it
needed as (
    select
        document_key,
        table_number,
        side,
        parent_code,
        bool_or(has_parent) as is_listed,
        bool_and(is_comparable) as is_comparable
    from below
    group by document_key, table_number, side, parent_code
),

tables_of as (
    select
        document_key,
        table_number,
        avg(case when is_listed then 1 else 0 end) as share,
        bool_and(is_comparable) as is_comparable
    from needed
    group by document_key, table_number
),

-- levels of which a table lists codes at all
levels_of as (
    select document_key, table_number, length(parent_code) as level, bool_or(is_listed) as is_listed
    from needed
    group by document_key, table_number, length(parent_code)
),

compared as (
    select
        below.document_key,
        concat_ws('/', cast(below.table_number as varchar), below.side, below.code) as subject,
        below.has_parent,
        below.form_name,
        below.row_name,
        below.parent_code,
        [below.source_line] as source_lines,
        [below.fact_key] as facts
    from below
    join tables_of
        on tables_of.document_key = below.document_key
        and tables_of.table_number = below.table_number
    join levels_of
        on levels_of.document_key = below.document_key
        and levels_of.table_number = below.table_number
        and levels_of.level = length(below.parent_code)
    where tables_of.share > 0.5 and tables_of.is_comparable and levels_of.is_listed
)

select
    document_key,
    subject,
    case when has_parent then 'pass' else 'fail' end as outcome,
    'missing_subtotal' as diagnosis,
    'text' as unit,
    parent_code as expected_text,
    case
        when not has_parent
            then form_name || '列有“' || row_name || '”' || lines_text(source_lines) || '，而没有它的上级科目' || parent_code || '。'
    end as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
