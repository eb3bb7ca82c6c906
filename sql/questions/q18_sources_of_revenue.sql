-- 各地收入从哪里来？ | Where does the revenue come from?
-- reading: 只列不为零的来源；is_part 的行是财政拨款的其中项，不重复相加。 | Sources that are not zero; parts of the appropriation are not added again.
select
    region_name as 地区,
    fiscal_year as 年度,
    source_name as 来源,
    cast(amount_yuan / 10000 as decimal(18, 2)) as 金额,
    cast(share_pct as decimal(9, 2)) as 占比
from mart_revenue_source
where not is_part and is_current_year and amount_yuan <> 0
order by 地区, 金额 desc
