-- 各地政务服务部门人员经费与项目支出之比是多少？ | What is the ratio of personnel funds to project expenditure?
-- reading: 比值大于 1，花在人身上的多于项目；正文未写人员经费的（通州）为空。 | Above 1 more goes to people than to projects; null where personnel funds are not stated.
select
    region_name as 地区,
    fiscal_year as 年度,
    stage as 阶段,
    cast(max(amount_yuan) filter (where measure = 'personnel') / 10000 as decimal(18, 2)) as 人员经费,
    cast(max(amount_yuan) filter (where measure = 'project_expenditure') / 10000 as decimal(18, 2)) as 项目支出,
    cast(
        max(amount_yuan) filter (where measure = 'personnel')
        / nullif(max(amount_yuan) filter (where measure = 'project_expenditure'), 0) as decimal(9, 2)
    ) as 人员比项目
from mart_figure
where stage = case when document_kind = 'budget' then 'budget' else 'final' end
group by document_key, region_name, fiscal_year, stage
order by 人员比项目 desc nulls last, 地区
