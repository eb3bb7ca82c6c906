-- Documents that were chosen, each a column of its own.
select document_key, document_key as column_key
from (select unnest($documents) as document_key) as chosen
