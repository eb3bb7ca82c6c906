-- The findings that a fact takes part in, the gravest first.
select findings.finding_key, findings.document_key, findings.rule_code, findings.severity, findings.message
from bridge_finding_fact as bridge
join fact_finding as findings on findings.finding_key = bridge.finding_key
where bridge.fact_key = $key
order by case findings.severity when 'error' then 0 when 'warning' then 1 else 2 end, findings.rule_code, findings.finding_key
