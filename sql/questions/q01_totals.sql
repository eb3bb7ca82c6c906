-- 各地部门一年花多少钱，其中基本支出、项目支出各多少？ | How much does each department spend a year, and how much of it on running and on projects?
-- reading: 单位万元；预算公开取年初预算，决算公开取决算，两者不宜直接比大小。 | In 万元; budgets and final accounts are different stages.
select
    region_name as 地区,
    department_name as 部门,
    fiscal_year as 年度,
    stage as 阶段,
    scope as 范围,
    cast(max(amount_yuan) filter (where measure = 'expenditure_total') / 10000 as decimal(18, 2)) as 本年支出,
    cast(max(amount_yuan) filter (where measure = 'basic_expenditure') / 10000 as decimal(18, 2)) as 基本支出,
    cast(max(amount_yuan) filter (where measure = 'project_expenditure') / 10000 as decimal(18, 2)) as 项目支出
from mart_figure
where stage = case when document_kind = 'budget' then 'budget' else 'final' end
group by document_key, region_name, department_name, fiscal_year, stage, scope
order by 本年支出 desc
