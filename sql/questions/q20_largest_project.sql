-- 各地最大的项目是什么，占项目支出多少？ | What is the largest project of each place, and its share of project expenditure?
-- reading: 预算公开按年初预算，决算公开按执行数。 | Budgets by initial budget, final accounts by executed amount.
with
projects as (
    select
        document_key,
        region_name,
        project_name,
        document_kind,
        case when document_kind = 'budget' then budget_yuan else final_yuan end as amount_yuan
    from mart_project
),

ranked as (
    select
        projects.document_key,
        projects.region_name,
        projects.project_name,
        projects.amount_yuan,
        row_number() over (partition by projects.document_key order by projects.amount_yuan desc, projects.project_name) as place
    from projects
),

wholes as (
    select document_key, amount_yuan
    from mart_figure
    where measure = 'project_expenditure' and stage = case when document_kind = 'budget' then 'budget' else 'final' end
)

select
    ranked.region_name as 地区,
    ranked.project_name as 项目,
    cast(ranked.amount_yuan / 10000 as decimal(18, 2)) as 金额,
    cast(100 * ranked.amount_yuan / nullif(wholes.amount_yuan, 0) as decimal(9, 2)) as 占项目支出
from ranked
join wholes on wholes.document_key = ranked.document_key
where ranked.place = 1
order by 占项目支出 desc
