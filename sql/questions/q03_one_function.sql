-- 同一功能科目（2010306 政务公开审批）各地投入多少，占支出多少，人均多少？ | How much goes to one function (2010306), what share of spending, how much per head?
-- reading: 单位万元；人数不详的地方没有人均数。 | In 万元; no figure per head without a head count.
select
    region_name as 地区,
    fiscal_year as 年度,
    stage as 阶段,
    name as 科目,
    cast(amount_yuan / 10000 as decimal(18, 2)) as 金额,
    cast(share_pct as decimal(9, 2)) as 占支出百分比,
    cast(per_head_yuan / 10000 as decimal(18, 2)) as 人均
from mart_region_comparison
where subject = 'functional' and code = '2010306'
order by 金额 desc
