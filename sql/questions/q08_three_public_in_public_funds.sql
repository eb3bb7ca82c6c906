-- “三公”经费占公用经费多大比例？ | How large are the three public expenses within public funds?
-- reading: “三公”经费也可能列在项目支出里，比例只作参考。 | They may also be paid from projects: the share is an indication.
select
    region_name as 地区,
    fiscal_year as 年度,
    max(amount_yuan) filter (where measure = 'three_public_total') as 三公经费,
    max(amount_yuan) filter (where measure = 'public_funds') as 公用经费,
    cast(
        100 * max(amount_yuan) filter (where measure = 'three_public_total')
        / nullif(max(amount_yuan) filter (where measure = 'public_funds'), 0) as decimal(9, 2)
    ) as 占比
from mart_figure
where stage = case when document_kind = 'budget' then 'budget' else 'final' end
group by document_key, region_name, fiscal_year
order by 占比 desc
