-- The columns of a comparison: how many documents each holds, and the people that their texts count.
select
    placed.column_key,
    count(*) as documents,
    sum(documents.head_count) as head_count
from placed
join mart_document as documents on documents.document_key = placed.document_key
group by placed.column_key
