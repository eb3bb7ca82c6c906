-- line_trust: one row per money cell: whether it takes part in a comparison that fails, and the gravest of them.
-- A mart that must be right joins it and leaves out `is_contradicted`, or only what is `is_suspect`: the cell that
-- explains most of the findings that it takes part in.
create or replace view line_trust as
with
lines as (select * from fact_budget_line),
findings as (select * from fact_finding where severity <> 'info'),
bridge as (select * from bridge_finding_fact),

contradicted as (
    select
        bridge.fact_key,
        count(*) as findings,
        bool_or(bridge.is_suspect) as is_suspect,
        case when bool_or(findings.severity = 'error') then 'error' else 'warning' end as worst_severity
    from bridge
    join findings on findings.finding_key = bridge.finding_key
    group by bridge.fact_key
)

select
    lines.line_key,
    lines.document_key,
    lines.placement,
    contradicted.fact_key is not null as is_contradicted,
    coalesce(contradicted.is_suspect, false) as is_suspect,
    contradicted.worst_severity,
    coalesce(contradicted.findings, 0) as findings
from lines
left join contradicted on contradicted.fact_key = lines.line_key
