-- 决算比年初预算差得最多的功能科目是哪些？ | Which functions departed most from the initial budget?
-- reading: 年初预算没有印出的由正文增减额推算（derived）。 | An initial budget that is not printed is derived from the claimed change.
select
    region_name as 地区,
    code as 科目编码,
    name as 科目,
    cast(initial_yuan / 10000 as decimal(18, 2)) as 年初预算,
    initial_source as 出处,
    cast(final_yuan / 10000 as decimal(18, 2)) as 决算,
    cast(change_yuan / 10000 as decimal(18, 2)) as 增减,
    cast(initial_rate_pct as decimal(9, 2)) as 完成率
from mart_budget_execution
where subject = 'functional' and level = 'class' and initial_yuan is not null
order by abs(change_yuan) desc
limit 5
