-- Takes away what was found before of documents that are checked anew, or are no longer there.

-- what stays: rows of documents that are still there and are not checked anew
create or replace temporary view kept_document as
select document_key from dim_document
except
select document_key from document_slice;

delete from bridge_finding_fact
where finding_key in (
    select finding_key from fact_finding where document_key not in (select document_key from kept_document)
);

delete from fact_finding where document_key not in (select document_key from kept_document);

delete from fact_check where document_key not in (select document_key from kept_document);
