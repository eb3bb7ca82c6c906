-- Current documents that a reader may choose: by words of department or region, region (with all below it), year, kind.
with recursive
below(region_key) as (
    select $region
    union
    select regions.region_key
    from below
    join dim_region as regions on regions.parent_key = below.region_key
    where below.region_key <> 0
)

select
    documents.document_key,
    documents.department_key,
    departments.region_key,
    departments.name as department_name,
    regions.name as region_name,
    concat_ws(' ', regions.province, regions.prefecture, regions.county) as place,
    documents.fiscal_year,
    documents.document_kind,
    documents.scope,
    documents.title,
    count(*) over () as found
from dim_document as documents
join dim_department as departments on departments.department_key = documents.department_key
join dim_region as regions on regions.region_key = departments.region_key
where documents.document_key <> 0
    and documents.is_current
    and ($q = '' or contains(departments.name, $q) or contains(concat(regions.province, regions.prefecture, regions.county, regions.name), $q))
    and ($region = 0 or departments.region_key in (select below.region_key from below))
    and ($year = 0 or documents.fiscal_year = $year)
    and ($kind = '' or documents.document_kind = $kind)
order by regions.code, departments.name, documents.fiscal_year desc, documents.document_kind, documents.scope
limit $limit offset $offset
