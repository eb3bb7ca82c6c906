-- 各地“三公”经费总额与人均各多少？ | How much are the three public expenses, in all and per head?
-- reading: 单位元；荆门、南岸的正文没有写人数。 | In yuan; two texts do not state their people.
select
    region_name as 地区,
    fiscal_year as 年度,
    stage as 阶段,
    total_yuan as 三公经费,
    official_vehicle_yuan as 公务用车,
    reception_yuan as 公务接待,
    overseas_travel_yuan as 因公出国,
    total_per_head_yuan as 人均
from mart_three_public
where stage = case when document_kind = 'budget' then 'budget' else 'final' end
order by 三公经费 desc
