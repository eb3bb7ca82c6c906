-- 各地“三公”经费总额与人均各多少？ | How much are the three public expenses, in all and per head?
-- reading: 单位元；正文未写人数的（not_stated）没有人均。 | In yuan; nothing per head where the text does not state its people (not_stated).
select
    region_name as 地区,
    fiscal_year as 年度,
    stage as 阶段,
    total_yuan as 三公经费,
    official_vehicle_yuan as 公务用车,
    reception_yuan as 公务接待,
    overseas_travel_yuan as 因公出国,
    total_per_head_yuan as 人均,
    head_count_basis as 人数口径
from mart_three_public
where stage = case when document_kind = 'budget' then 'budget' else 'final' end
order by 三公经费 desc
