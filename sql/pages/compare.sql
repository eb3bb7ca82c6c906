-- Amounts of chosen documents, each under the column that it counts for; a document speaks of its own stage only.
with
placed as (
    select unnest($documents) as document_key, unnest($columns) as column_key
),

amounts as (
    select * from mart_amount
    where list_contains($documents, document_key)
        and subject = $subject
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
    flatten(list(amounts.line_keys)) as line_keys,
    flatten(list(amounts.statement_keys)) as statement_keys,
    bool_or(len(amounts.finding_keys) > 0) as is_in_doubt
from amounts
join placed on placed.document_key = amounts.document_key
group by placed.column_key, amounts.code
order by amounts.code
