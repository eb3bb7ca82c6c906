-- S10 现行版本是最新的 | Of several versions of one disclosure the newest is current
-- severity: error
-- tolerance: T0
-- applies: 同一部门、同一范围、同一年度、同一文种的几次公开，最后公开的一份为现行版本，只有一份
-- not_applicable: 只有一个版本，或公开日期不明
-- insufficient: 无
-- formula: 现行版本的公开日期 = 各版本公开日期的最大值
-- example: 2 月公开、3 月更正重新公开的同一部门预算，3 月的为现行版本
-- guard: 只比较公开日期已知且各不相同的版本
-- source: 《中华人民共和国政府信息公开条例》：公开的信息不准确的应当更正
-- grain: one row per document that has another version
with
versions as (
    select
        document_key,
        department_key,
        scope,
        fiscal_year,
        document_kind,
        published_on,
        is_current
    from checked_document
    where published_on is not null
),

newest as (
    select
        department_key,
        scope,
        fiscal_year,
        document_kind,
        max(published_on) as published_on
    from versions
    group by department_key, scope, fiscal_year, document_kind
    having count(distinct published_on) > 1 and count(distinct published_on) = count(*)
),

compared as (
    select
        versions.document_key,
        'document' as subject,
        versions.published_on,
        newest.published_on as newest_on,
        versions.is_current,
        versions.is_current = (versions.published_on = newest.published_on) as is_right
    from versions
    join newest
        on newest.department_key = versions.department_key
        and newest.scope = versions.scope
        and newest.fiscal_year = versions.fiscal_year
        and newest.document_kind = versions.document_kind
)

select
    document_key,
    subject,
    case when is_right then 'pass' else 'fail' end as outcome,
    'text' as unit,
    newest_on as expected_text,
    published_on as actual_text,
    '本版（第1行）' || cast(published_on as varchar) || '公开，' || case when is_current then '标为现行' else '没有标为现行' end
    || '，而最新的版本是' || cast(newest_on as varchar) || '公开的。' as message,
    [1] as source_lines,
    cast([] as bigint[]) as facts
from compared
