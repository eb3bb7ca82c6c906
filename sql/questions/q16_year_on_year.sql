-- 各地支出比上年增减多少？ | How much has spending changed on the year before?
-- reading: 上年数没有文档时由正文增减额推算（derived）。 | Without last year's document its figure is derived from the claimed change.
select
    region_name as 地区,
    fiscal_year as 年度,
    stage as 阶段,
    cast(amount_yuan / 10000 as decimal(18, 2)) as 本年,
    cast(previous_yuan / 10000 as decimal(18, 2)) as 上年,
    previous_source as 上年出处,
    cast(change_yuan / 10000 as decimal(18, 2)) as 增减,
    cast(change_pct as decimal(9, 2)) as 增减率,
    cast(claimed_change_pct as decimal(9, 2)) as 正文所称
from mart_year_on_year
where code = 'expenditure_total'
order by 增减率 desc
