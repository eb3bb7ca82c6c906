-- mart_doubt 存疑事实 | Facts in doubt
-- rows: 每个与错误或警告有关的事实一行 | One row per fact that takes part in a finding of severity error or warning
-- key: fact_key
-- kind: view
-- fact_key bigint: 金额单元格、指标或陈述的键 | Key of the money cell, indicator or claim
-- finding_keys bigint[]: 有关的发现 | Findings that the fact takes part in
-- is_suspect boolean: 是否最可疑：所涉发现多由它解释 | Whether the fact explains most of the findings that it takes part in
-- worst_severity varchar: 最重的程度：error 或 warning | The gravest severity of the findings
with
findings as (select * from fact_finding where severity <> 'info'),
bridge as (select * from bridge_finding_fact)

select
    bridge.fact_key,
    list(bridge.finding_key order by bridge.finding_key) as finding_keys,
    bool_or(bridge.is_suspect) as is_suspect,
    case when bool_or(findings.severity = 'error') then 'error' else 'warning' end as worst_severity
from bridge
join findings on findings.finding_key = bridge.finding_key
group by bridge.fact_key
