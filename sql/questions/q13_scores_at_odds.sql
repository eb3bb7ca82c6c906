-- 自评得分与完成值不符的指标有哪些？ | Which scores contradict the values they stand for?
-- reading: 得了满分，而完成值与正文或目标相矛盾。 | Full marks, though the value contradicts the text or the target.
select
    indicators.region_name as 地区,
    indicators.project_name as 项目,
    indicators.name as 指标,
    indicators.target_text as 目标,
    indicators.actual_text as 完成值,
    cast(indicators.score as decimal(9, 1)) as 得分,
    findings.message as 说明
from mart_indicator as indicators
join bridge_finding_fact as bridge on bridge.fact_key = indicators.indicator_fact_key
join fact_finding as findings on findings.finding_key = bridge.finding_key
where findings.severity <> 'info' and (indicators.score = indicators.full_score or indicators.is_score_at_odds)
order by 地区, 项目, 指标
