-- 哪些绩效指标没有达到目标，扣了多少分？ | Which indicators missed their target, and how many points did that cost?
-- reading: 完成值写成百分数的，是完成目标的比例，已折合成目标的单位。 | A percent of a target is converted into the unit of the target.
select
    region_name as 地区,
    name as 指标,
    target_text as 目标,
    actual_text as 完成值,
    cast(reached_value as decimal(18, 1)) as 折合,
    cast(score as decimal(9, 1)) as 得分,
    cast(full_score as decimal(9, 1)) as 分值
from mart_indicator
where not is_attained
order by 地区, 指标
