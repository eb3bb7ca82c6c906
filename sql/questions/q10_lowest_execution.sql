-- 预算完成率最低的项目是哪些？ | Which projects carried out the least of their budget?
-- reading: 完成率为执行数除以全年预算数。 | Executed amount over the adjusted budget of the year.
select
    region_name as 地区,
    project_name as 项目,
    cast(coalesce(adjusted_yuan, budget_yuan) / 10000 as decimal(18, 2)) as 预算,
    cast(final_yuan / 10000 as decimal(18, 2)) as 执行,
    cast(execution_rate_pct as decimal(9, 2)) as 完成率
from mart_project
where execution_rate_pct is not null
order by 完成率, 预算 desc
limit 5
