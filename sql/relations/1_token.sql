-- token: one row per number in the text of a checked document that other relations ask about: without a place, of an
-- indicator, a zero that was taken for no amount, a quantity of a purchase, or an amount that no sum bears out.
create or replace temporary table token as
select
    ledger.document_key,
    ledger.source_line,
    ledger.source_start,
    ledger.printed,
    ledger.outcome,
    ledger.target_key,
    ledger.reason
from cell_ledger as ledger
join checked_document as documents on documents.document_key = ledger.document_key
where ledger.outcome in ('unplaced', 'indicator', 'attribute')
    or (ledger.outcome = 'label' and ledger.printed in ('0', '0.0', '0.00'))
    or (ledger.outcome = 'budget_line' and contains(ledger.reason, '原表合计关系不成立'))
