-- Of which year and kind regions are compared: what is asked for, else what most of them have documents of, the latest
-- year first.
with recursive
below(top_key, region_key) as (
    select chosen.region_key, chosen.region_key from (select unnest($regions) as region_key) as chosen
    union
    select below.top_key, regions.region_key
    from below
    join dim_region as regions on regions.parent_key = below.region_key
)

select
    documents.fiscal_year,
    documents.document_kind
from below
join dim_department as departments on departments.region_key = below.region_key
join dim_document as documents on documents.department_key = departments.department_key
where documents.is_current
    and ($year = 0 or documents.fiscal_year = $year)
    and ($kind = '' or documents.document_kind = $kind)
group by documents.fiscal_year, documents.document_kind
order by count(distinct below.top_key) desc, documents.fiscal_year desc, documents.document_kind
limit 1
