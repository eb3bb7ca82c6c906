-- What does not add up: the findings that repeat no other, the gravest first, document by document.
with
wanted as (
    select
        findings.finding_key,
        findings.document_key,
        case findings.severity when 'error' then 0 when 'warning' then 1 else 2 end as gravity,
        findings.source_lines[1] as first_line
    from fact_finding as findings
    join mart_document as documents on documents.document_key = findings.document_key
    where findings.root_key is null
        and (findings.severity = $severity or ($severity = '' and findings.severity <> 'info'))
        and ($document = 0 or findings.document_key = $document)
        and ($q = '' or contains(documents.department_name, $q) or contains(findings.message, $q) or findings.rule_code = $q)
        and ($year = 0 or documents.fiscal_year = $year)
        and ($kind = '' or documents.document_kind = $kind)
),

page as (
    select * from wanted
    order by gravity, document_key, first_line, finding_key
    limit $limit offset $offset
)

select
    findings.finding_key,
    findings.document_key,
    documents.source_uri,
    documents.sha256,
    documents.fiscal_year,
    documents.document_kind,
    departments.name as department_name,
    regions.name as region_name,
    findings.rule_code,
    findings.severity,
    findings.diagnosis,
    findings.message,
    findings.source_lines,
    (select count(*) from wanted) as found
from page
join fact_finding as findings
    on findings.finding_key = page.finding_key
    and findings.document_key = page.document_key
join dim_document as documents on documents.document_key = page.document_key
join dim_department as departments on departments.department_key = documents.department_key
join dim_region as regions on regions.region_key = departments.region_key
order by page.gravity, page.document_key, page.first_line, page.finding_key
