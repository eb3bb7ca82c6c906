-- S06 文种用词一致 | Titles and headings say budget or final account, department or unit, as the document is
-- severity: warning
-- tolerance: T0
-- applies: 标题、小标题中的“部门预算”“单位决算”等与文件的种类一致；部门、单位的用词前后一致（提示）
-- not_applicable: 标题中没有写明部门或单位、预算或决算
-- insufficient: 无
-- formula: 标题的文种 = 文件的文种
-- example: 2023年部门预算中有一节题为“2023年部门决算情况说明”
-- guard: 只比较写明本年度的标题的预算、决算；写明别的年度的，以及部门预算管理、执行、绩效、经济分类等固定说法不算；部门、单位混用只提示，以多数为准
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）：部门预算、部门决算分别公开
-- grain: one row per title or heading
with
headings as (
    select
        document_key,
        document_kind,
        fiscal_year,
        text,
        source_line,
        mark_key,
        try_cast(regexp_extract(text, '^(20[0-9]{2})年', 1) as integer) as year,
        case when contains(text, '决算') then 'final_account' else 'budget' end as kind,
        case when contains(text, '单位') then '单位' else '部门' end as scope
    from mark
    where kind = 'heading'
),

usual as (
    select document_key, mode(scope order by scope) as scope
    from headings
    group by document_key
),

compared as (
    select
        headings.document_key,
        cast(headings.mark_key as varchar) as subject,
        headings.text,
        headings.source_line,
        case headings.document_kind when 'budget' then '预算' else '决算' end as kind_word,
        usual.scope,
        headings.year = headings.fiscal_year and headings.kind <> headings.document_kind as is_other_kind,
        headings.scope <> usual.scope as is_other_scope
    from headings
    join usual on usual.document_key = headings.document_key
)

select
    document_key,
    subject,
    case when is_other_kind or is_other_scope then 'fail' else 'pass' end as outcome,
    case when coalesce(is_other_kind, false) then null else 'info' end as severity,
    'text' as unit,
    scope || kind_word as expected_text,
    text as actual_text,
    case
        when is_other_kind then '标题写为“' || text || '”' || lines_text([source_line]) || '，而本文件是' || kind_word || '。'
        else '标题写为“' || text || '”' || lines_text([source_line]) || '，其他标题用“' || scope || '”。'
    end as message,
    [source_line] as source_lines,
    cast([] as bigint[]) as facts
from compared
