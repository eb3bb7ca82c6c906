-- Every region that has a current document, with the regions above it: where a tree of regions comes from.
with recursive
counted as (
    select departments.region_key, count(*) as documents
    from dim_document as documents
    join dim_department as departments on departments.department_key = documents.department_key
    where documents.document_key <> 0 and documents.is_current
    group by departments.region_key
),

known(region_key) as (
    select counted.region_key from counted
    union
    select regions.parent_key
    from known
    join dim_region as regions on regions.region_key = known.region_key
    where regions.parent_key <> 0
)

select
    regions.region_key,
    regions.parent_key,
    regions.code,
    regions.name,
    regions.level,
    coalesce(counted.documents, 0) as documents
from known
join dim_region as regions on regions.region_key = known.region_key
left join counted on counted.region_key = known.region_key
where regions.region_key <> 0
order by regions.code, regions.name
