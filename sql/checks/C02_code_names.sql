-- C02 科目代码与名称相符 | Codes stand beside their own names
-- severity: error
-- tolerance: T0
-- applies: 各表印出的科目代码及其名称，与《政府收支分类科目》相符（历年名称、常用简称均可）
-- not_applicable: 文中没有印出科目代码的表
-- insufficient: 无
-- formula: 名称 ∈ 该代码的历年名称和简称
-- example: “2010301 事业运行”：2010301 是“行政运行”，“事业运行”是同款 50 项的名称
-- guard: 所印名称是清单中其他代码的名称，且两处均为可靠条目的，才是错误；清单没有的代码、清单没有的名称，只警告或提示；名称印不全（是清单名称的开头）的不算
-- source: 财政部《政府收支分类科目》
-- grain: one row per code and printed name of a document
with
marks as (
    select
        document_key,
        split_part(text, ' ', 1) as code,
        substr(text, position(' ' in text) + 1) as name,
        min(source_line) as source_line
    from mark
    where kind = 'code_name'
    group by document_key, text
),

listed as (select code, name, name_key(name) as name_key, confidence, is_alias from reference_code),

-- what the lists call the code, its latest name last, and which codes they give the printed name
judged as (
    select
        marks.document_key,
        marks.code,
        marks.name,
        marks.source_line,
        own.name as own_name,
        coalesce(own.is_reliable, false) as is_reliable,
        coalesce(own.is_beginning, false) as is_beginning,
        others.codes as other_codes
    from marks
    left join lateral (
        select
            max(listed.name) filter (where not listed.is_alias) as name,
            bool_or(listed.confidence = 'high') as is_reliable,
            bool_or(starts_with(listed.name_key, name_key(marks.name))) as is_beginning
        from listed
        where listed.code = marks.code
    ) as own on true
    left join lateral (
        select list(distinct listed.code order by listed.code) as codes
        from listed
        where listed.name_key = name_key(marks.name) and listed.confidence = 'high' and listed.code <> marks.code
    ) as others on true
),

cells as (select document_key, code, line_key, source_line, source_start from money_cell where item = 'code' and code is not null),

listed_codes as (
    select document_key, code
    from cells
    group by document_key, code
),

-- the first amount behind the name, or the last there is
amounts as (
    select
        judged.document_key,
        judged.code,
        judged.name,
        coalesce(
            arg_min(cells.line_key, cells.source_start) filter (where cells.source_line >= judged.source_line),
            arg_max(cells.line_key, cells.source_start)
        ) as fact_key
    from judged
    join cells
        on cells.document_key = judged.document_key
        and cells.code = judged.code
    group by judged.document_key, judged.code, judged.name
),

compared as (
    select
        listed_codes.document_key,
        listed_codes.code || '/' || coalesce(judged.name, '') as subject,
        case
            when judged.name is null or judged.is_beginning then 'pass'
            else 'fail'
        end as outcome,
        case
            when judged.own_name is null then 'warning'
            when judged.other_codes is null then 'info'
            when judged.is_reliable then 'error'
            else 'warning'
        end as severity,
        judged.own_name,
        judged.name,
        listed_codes.code,
        judged.other_codes,
        judged.source_line,
        [amounts.fact_key] as facts
    from listed_codes
    left join judged
        on judged.document_key = listed_codes.document_key
        and judged.code = listed_codes.code
    left join amounts
        on amounts.document_key = judged.document_key
        and amounts.code = judged.code
        and amounts.name = judged.name
)

select
    document_key,
    subject,
    outcome,
    severity,
    0 as tolerance,
    'text' as unit,
    own_name as expected_text,
    name as actual_text,
    '科目“' || code || name || '”' || lines_text([source_line])
    || case
        when own_name is null then '：《政府收支分类科目》没有代码' || code
        else '：' || code || '的名称是“' || own_name || '”'
    end
    || case
        when other_codes is null then '，没有“' || name || '”这一名称。'
        else '，“' || name || '”是' || array_to_string(list_slice(other_codes, 1, 3), '、')
            || case when len(other_codes) > 3 then '等' else '' end || '的名称。'
    end as message,
    lines_of([source_line]) as source_lines,
    facts
from compared
