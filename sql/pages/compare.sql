-- Amounts of the documents that were placed, each under the column that it counts for; a document speaks of its own
-- stage only. A figure of one document names its facts; a sum does not, `code.sql` lists what it is made of.
with
amounts as (
    select * from mart_amount
    where subject = $subject
        and is_widest_fund
        and stage = case document_kind when 'budget' then 'budget' else 'final' end
        and ($codes = [] or list_contains($codes, code))
        and ($level = 'any' or ($level = 'leaf' and is_leaf) or level = $level)
)

select
    placed.column_key,
    amounts.code,
    min(amounts.name) as name,
    min(amounts.level) as level,
    cast(sum(amounts.amount_yuan) as decimal(18, 2)) as amount_yuan,
    cast(
        sum(amounts.amount_yuan) filter (where amounts.head_count > 0)
        / nullif(sum(amounts.head_count) filter (where amounts.head_count > 0), 0)
        as decimal(18, 2)
    ) as per_head_yuan,
    cast(100 * sum(amounts.amount_yuan) / nullif(sum(amounts.whole_yuan), 0) as decimal(18, 2)) as share_pct,
    count(*) as documents,
    case when count(*) = 1 then min(amounts.line_keys) end as line_keys,
    case when count(*) = 1 then min(amounts.statement_keys) end as statement_keys,
    bool_or(len(amounts.finding_keys) > 0) as is_in_doubt
from placed
join amounts on amounts.document_key = placed.document_key
group by placed.column_key, amounts.code
order by amounts.code
