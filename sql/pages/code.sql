-- Who spends on one code, the most first; of a region, those that were placed: the documents that stand for it.
select
    document_key, department_name, region_name, place, fiscal_year, document_kind, scope, stage, code, name,
    amount_yuan,
    cast(amount_yuan / nullif(head_count, 0) as decimal(18, 2)) as per_head_yuan,
    cast(100 * amount_yuan / nullif(whole_yuan, 0) as decimal(18, 2)) as share_pct,
    line_keys, statement_keys, finding_keys,
    count(*) over () as found
from mart_amount
where subject = $subject
    and code = $code
    and is_widest_fund
    and stage = case document_kind when 'budget' then 'budget' else 'final' end
    and ($year = 0 or fiscal_year = $year)
    and ($kind = '' or document_kind = $kind)
    and ($region = 0 or document_key in (select placed.document_key from placed))
    and ($q = '' or contains(department_name, $q) or contains(place, $q))
order by amount_yuan desc, department_name, document_key
limit $limit offset $offset
