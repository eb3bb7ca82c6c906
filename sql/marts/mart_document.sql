-- mart_document 现行公开文档 | Current disclosures
-- rows: 每份现行公开文档一行 | One row per disclosure that no later one replaces
-- key: document_key
-- kind: table
-- choice: 人数取正文第一处在职人数：写明共、合计的为总数；一个数等于其余各数之和的为总数；标有“其中”的取最大数；否则各数相加。没有在职人数时取编制数。
-- department_name varchar: 部门（单位）规范名称 | Canonical name of the department or unit
-- region_name varchar: 所在地区名称 | Name of the region
-- region_code varchar: 行政区划代码 | Code of the region in GB/T 2260
-- place varchar: 完整地名，含上级 | Region with the places above it
-- province varchar: 省级名称 | Province
-- prefecture varchar: 地市级名称；直辖市为空 | Prefecture; null in municipalities
-- document_key bigint: 文档 | Document
-- department_key bigint: 部门（单位） | Department or unit that published the document
-- region_key bigint: 地区 | Region of the department
-- fiscal_year integer: 财政年度 | Fiscal year that the document is about
-- head_count decimal(20,4): 人数，人均指标的分母；正文未写时为空 | People, the base of figures per head; null when the text says nothing
-- head_count_basis varchar: 人数口径：actual 在职（实有）人数，authorised 编制数，not_stated 正文未写人数，人均指标因此为空 | Whether people in place (actual) or authorised posts were counted; not_stated: the text does not say, so every figure per head is null
-- head_count_is_summed boolean: 人数是否由各类人数相加得出 | Whether the head count adds up the kinds of people that the text lists
-- head_count_statement_keys bigint[]: 人数所依据的陈述 | Claims that the head count stands on
with
documents as (select * from dim_document where is_current and document_key <> 0),
departments as (select * from dim_department),
regions as (select * from dim_region),
statements as (select * from fact_statement),

-- people in place come before authorised posts
people as (
    select
        document_key,
        case when topic = 'headcount_actual' then 'actual' else 'authorised' end as basis,
        statement_key,
        text,
        quantity,
        source_line,
        source_start,
        min(source_line) over (partition by document_key, topic) as first_line
    from statements
    where topic in ('headcount_actual', 'headcount_authorised') and quantity is not null
),

counted as (
    select
        document_key,
        basis,
        sum(quantity) as whole,
        max(quantity) as largest,
        max(case when contains(text, '共') or contains(text, '合计') then quantity end) as stated,
        bool_or(starts_with(text, '其中')) as has_parts,
        list(statement_key order by source_start) as statement_keys
    from people
    where source_line = first_line
    group by document_key, basis
),

head_counts as (
    select
        document_key,
        basis,
        coalesce(stated, case when whole = 2 * largest or has_parts then largest else whole end) as head_count,
        stated is null and whole <> largest and whole <> 2 * largest and not has_parts as is_summed,
        statement_keys,
        row_number() over (partition by document_key order by basis) as rank
    from counted
)

select
    documents.document_key,
    documents.document_id,
    documents.source_uri,
    documents.title,
    documents.document_kind,
    documents.fiscal_year,
    documents.scope,
    documents.department_key,
    departments.name as department_name,
    departments.admin_level,
    departments.region_key,
    regions.code as region_code,
    regions.name as region_name,
    concat(
        coalesce(regions.province, ''),
        coalesce(regions.prefecture, ''),
        coalesce(regions.county, ''),
        case when regions.level in ('province', 'prefecture', 'county') then '' else regions.name end
    ) as place,
    regions.province,
    regions.prefecture,
    documents.published_on,
    cast(head_counts.head_count as decimal(20, 4)) as head_count,
    coalesce(head_counts.basis, 'not_stated') as head_count_basis,
    head_counts.is_summed as head_count_is_summed,
    head_counts.statement_keys as head_count_statement_keys
from documents
join departments on departments.department_key = documents.department_key
join regions on regions.region_key = departments.region_key
left join head_counts
    on head_counts.document_key = documents.document_key
    and head_counts.rank = 1
