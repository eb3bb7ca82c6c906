-- What does not add up: the findings that repeat no other, the gravest first.
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
    count(*) over () as found
from fact_finding as findings
join dim_document as documents on documents.document_key = findings.document_key
join dim_department as departments on departments.department_key = documents.department_key
join dim_region as regions on regions.region_key = departments.region_key
where findings.root_key is null
    and (findings.severity = $severity or ($severity = '' and findings.severity <> 'info'))
    and ($document = 0 or findings.document_key = $document)
    and ($q = '' or contains(departments.name, $q) or contains(findings.message, $q) or findings.rule_code = $q)
    and ($year = 0 or documents.fiscal_year = $year)
    and ($kind = '' or documents.document_kind = $kind)
order by
    case findings.severity when 'error' then 0 when 'warning' then 1 else 2 end,
    documents.source_uri, findings.source_lines, findings.rule_code, findings.finding_key
limit $limit offset $offset
