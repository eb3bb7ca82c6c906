-- What is published, in one row.
select
    (select count(*) from dim_document where document_key <> 0) as documents,
    (select count(distinct department_key) from dim_document where document_key <> 0) as departments,
    (
        select count(distinct departments.region_key)
        from dim_document as documents
        join dim_department as departments on departments.department_key = documents.department_key
        where documents.document_key <> 0
    ) as regions,
    (select min(fiscal_year) from dim_document where document_key <> 0) as first_year,
    (select max(fiscal_year) from dim_document where document_key <> 0) as last_year,
    (select count(*) from fact_budget_line) as budget_lines,
    (select count(*) from fact_indicator) as indicators,
    (select count(*) from fact_statement) as statements,
    (select count(*) from cell_ledger) as tokens,
    (select count(*) from cell_ledger where outcome <> 'unplaced') as placed_tokens,
    (select count(*) from fact_finding where severity = 'error' and root_key is null) as errors,
    (select count(*) from fact_finding where severity = 'warning' and root_key is null) as warnings,
    (select count(*) from quarantined_document) as quarantined
