-- S09 批复后二十日内公开 | Published within twenty days of approval
-- severity: warning
-- tolerance: T0
-- applies: 公开日期不晚于财政部门批复后二十日
-- not_applicable: 文中没有写明批复日期，也没有公开日期
-- insufficient: 批复日期和公开日期只知其一
-- formula: 0 ≤ 公开日期 − 批复日期 ≤ 20 日
-- example: 2 月 1 日批复的部门预算，3 月 10 日才公开
-- guard: 只用正文写明为预算、决算批复的日期；早于批复的公开日期不比较（公开的是上一版，或日期是成文日期）
-- source: 《中华人民共和国预算法》第十四条：本级政府财政部门批复后二十日内由各部门向社会公开
-- grain: one row per document with a date of approval or of publication
with
documents as (select * from checked_document),

approvals as (
    select
        document_key,
        max(try_cast(text as date)) as approved_on,
        arg_max(source_line, text) as source_line
    from mark
    where kind = 'approval'
    group by document_key
),

compared as (
    select
        documents.document_key,
        'document' as subject,
        approvals.approved_on,
        documents.published_on,
        date_diff('day', approvals.approved_on, documents.published_on) as days,
        approvals.source_line
    from documents
    left join approvals on approvals.document_key = documents.document_key
    where approvals.approved_on is not null or documents.published_on is not null
)

select
    document_key,
    subject,
    case
        when days is null or days < 0 then 'insufficient_data'
        when days <= 20 then 'pass'
        else 'fail'
    end as outcome,
    case
        when approved_on is null then '没有写明批复日期'
        when published_on is null then '没有公开日期'
        else '公开日期早于批复日期'
    end as reason,
    20 as expected,
    days as actual,
    0 as tolerance,
    'count' as unit,
    approved_on as expected_text,
    published_on as actual_text,
    cast(approved_on as varchar) || '批复' || lines_text([source_line]) || '，' || cast(published_on as varchar) || '公开，相隔'
    || cast(days as varchar) || '日，超过二十日。' as message,
    case when source_line is null then cast([] as integer[]) else [source_line] end as source_lines,
    cast([] as bigint[]) as facts
from compared
