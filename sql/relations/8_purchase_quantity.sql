-- purchase_quantity: one row per quantity that a procurement table of a checked document prints, in reading order.
create or replace temporary table purchase_quantity as
select
    document_key,
    try_cast(replace(printed, ',', '') as decimal(18, 4)) as quantity,
    source_line,
    source_start
from token
where outcome = 'attribute' and reason in ('采购数量', '数量，属本行采购项目')
