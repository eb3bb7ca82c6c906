-- 哪些项目一分钱没有花，自评却得了满分？ | Which projects spent nothing and still gave themselves full marks?
-- reading: 得分为各指标得分之和，不含预算执行率得分。 | Scores of the indicators, without the mark for execution.
select
    region_name as 地区,
    project_name as 项目,
    cast(adjusted_yuan / 10000 as decimal(18, 2)) as 全年预算,
    cast(final_yuan / 10000 as decimal(18, 2)) as 执行,
    cast(score as decimal(9, 2)) as 得分,
    cast(full_score as decimal(9, 2)) as 满分
from mart_project
where final_yuan = 0 and score = full_score
order by 全年预算 desc
