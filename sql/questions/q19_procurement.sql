-- 政府采购占支出多少，其中服务、面向小微企业各占多少？ | What share of spending is procured, and how much of it is services or goes to micro enterprises?
-- reading: 小微企业与货物、工程、服务是两种划分，不相加。 | Size of enterprise and kind of purchase are two divisions, not added.
select
    region_name as 地区,
    fiscal_year as 年度,
    cast(max(amount_yuan) filter (where category = 'total') / 10000 as decimal(18, 2)) as 政府采购,
    cast(max(share_of_expenditure_pct) filter (where category = 'total') as decimal(9, 2)) as 占支出,
    cast(max(share_pct) filter (where category = 'services') as decimal(9, 2)) as 服务占比,
    cast(max(share_pct) filter (where category = 'micro') as decimal(9, 2)) as 小微占比
from mart_procurement
group by document_key, region_name, fiscal_year
order by 占支出 desc
