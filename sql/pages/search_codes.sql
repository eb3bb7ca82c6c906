-- Codes by number or name, with how many current documents print them.
with
codes as (
    select functional_key as code_key, 'functional' as subject, code, name, level from dim_functional_code where functional_key <> 0
    union all
    select economic_key, 'economic', code, name, level from dim_economic_code where economic_key <> 0
)

select codes.subject, codes.code, codes.name, codes.level
from codes
where starts_with(codes.code, $q) or contains(codes.name, $q)
order by codes.subject desc, codes.code, codes.name
limit $limit
