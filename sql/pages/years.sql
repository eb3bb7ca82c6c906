-- The fiscal years that current documents are about.
select distinct fiscal_year from dim_document where document_key <> 0 and is_current order by fiscal_year desc
