-- The documents that stand for regions in one year, each region a column: a department's own summary comes before its
-- single units.
with recursive
below(top_key, region_key) as (
    select chosen.region_key, chosen.region_key from (select unnest($regions) as region_key) as chosen
    union
    select below.top_key, regions.region_key
    from below
    join dim_region as regions on regions.parent_key = below.region_key
),

ranked as (
    select
        below.top_key as column_key,
        documents.document_key,
        row_number() over (
            partition by below.top_key, documents.department_key order by documents.scope, documents.document_key
        ) as rank
    from below
    join dim_department as departments on departments.region_key = below.region_key
    join dim_document as documents on documents.department_key = departments.department_key
    where documents.is_current and documents.fiscal_year = $year and documents.document_kind = $kind
)

select document_key, column_key from ranked where rank = 1
