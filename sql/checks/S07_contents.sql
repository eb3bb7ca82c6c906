-- S07 目录所列的表都在正文 | Every table of the table of contents is in the document
-- severity: info
-- tolerance: T0
-- applies: 目录列出的每张表，正文有同名的表
-- not_applicable: 没有目录，或目录没有列表
-- insufficient: 正文的表没有标题，或报表在附件中
-- formula: 目录中的表 ⊆ 正文中的表
-- example: 目录列“十二、政府采购情况表”，正文没有
-- guard: 名称去掉序号、年份、“部门”“单位”“预算”再比，互相包含即可，也可按表式对应；只提示
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）：公开内容应当完整
-- grain: one row per table of the table of contents
with
entries as (
    select
        document_key,
        mark_key,
        text,
        source_line,
        regexp_replace(
            regexp_replace(text, '^([一二三四五六七八九十]+[、.]|[0-9]+[、.．]|[(][一二三四五六七八九十0-9]+[)])', ''),
            '20[0-9]{2}年度?|部门|单位|预算|决算|[“”"]', '', 'g'
        ) as core
    from mark
    where kind = 'contents_table'
),

titles as (
    select
        document_key,
        source_line,
        regexp_replace(title, '20[0-9]{2}年度?|部门|单位|预算|决算|[“”"]', '', 'g') as core
    from seen_table
    where title is not null
),

reading as (
    select
        entries.document_key,
        count(seen_table.table_seen_key) filter (where seen_table.title is not null) as titled,
        count(seen_table.table_seen_key) filter (
            where seen_table.title is null
                and coalesce(seen_table.form, '') not in (
                    'department_performance', 'project_performance', 'project_self_evaluation'
                )
        ) as untitled
    from (select distinct document_key from entries) as entries
    left join seen_table on seen_table.document_key = entries.document_key
    group by entries.document_key
),

attached as (
    select distinct document_key
    from mark
    where kind = 'attachment'
),

compared as (
    select
        entries.document_key,
        cast(entries.mark_key as varchar) as subject,
        min(entries.text) as text,
        min(entries.source_line) as source_line,
        case
            when count(titles.source_line) > 0 then 'pass'
            when min(attached.document_key) is not null
                or min(reading.untitled) > 0
                or min(reading.titled) = 0 then 'insufficient_data'
            else 'fail'
        end as outcome
    from entries
    join reading on reading.document_key = entries.document_key
    left join attached on attached.document_key = entries.document_key
    left join titles
        on titles.document_key = entries.document_key
        and titles.source_line > entries.source_line
        and (contains(titles.core, entries.core) or contains(entries.core, titles.core))
    group by entries.document_key, entries.mark_key
)

select
    document_key,
    subject,
    outcome,
    '正文的表没有标题，或报表在附件中' as reason,
    'text' as unit,
    text as expected_text,
    '没有' as actual_text,
    '目录列有“' || text || '”' || lines_text([source_line]) || '，正文没有这张表。' as message,
    [source_line] as source_lines,
    cast([] as bigint[]) as facts
from compared
