-- 机关运行经费是多少，人均多少，几个人一辆公务车？ | How much is operating cost, per head, and how many people share a vehicle?
-- reading: 机关运行经费没有写明的为空，不用公用经费代替；正文未写人数的（not_stated）没有人均。 | Null where it is not stated; public funds do not stand in for it. Nothing per head where the text does not state its people (not_stated).
select
    region_name as 地区,
    fiscal_year as 年度,
    operating_cost_yuan as 机关运行经费,
    public_yuan as 公用经费,
    operating_cost_per_head_yuan as 人均运行经费,
    public_per_head_yuan as 人均公用经费,
    cast(vehicles as integer) as 车辆,
    people_per_vehicle as 每车人数,
    head_count_basis as 人数口径
from mart_operating_cost
order by 公用经费 desc
