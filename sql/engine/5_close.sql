-- fact_check, fact_finding and bridge_finding_fact of one slice, from what its rules found.

insert into fact_check by name
select
    surrogate_key(key_part('fact_check') || key_part(document.document_key) || key_part(rule.rule_code)) as check_key,
    document.document_key,
    document.department_key,
    document.year_key,
    rule.rule_code,
    case
        when rule.failure is not null then 'insufficient_data'
        when counts.failed > 0 then 'fail'
        when counts.rounding > 0 then 'rounding'
        when counts.passed > 0 then 'pass'
        when counts.insufficient > 0 then 'insufficient_data'
        else 'not_applicable'
    end as outcome,
    coalesce(counts.passed + counts.rounding + counts.failed + counts.insufficient, 0) as compared,
    coalesce(counts.passed, 0) as passed,
    coalesce(counts.rounding, 0) as rounding,
    coalesce(counts.failed, 0) as failed,
    case
        when rule.failure is not null then rule.failure
        when counts.document_key is null then rule.not_applicable
        when counts.insufficient > 0 then cast(counts.insufficient as varchar) || '项未能比较：' || counts.reason
        when counts.passed + counts.rounding + counts.failed = 0 then coalesce(counts.reason, rule.not_applicable)
    end as reason
from checked_document as document
cross join rule_header as rule
left join rule_count as counts
    on counts.document_key = document.document_key
    and counts.rule_code = rule.rule_code;

-- Findings that stand on the same wrong figure are one slip seen from several places. Of all facts of a failed
-- comparison the suspect is the one in most failed comparisons of its document; findings with one suspect form a group,
-- and its root is the finding of the most basic rule: sums inside a table, then between tables, then against the text.
create or replace temporary table suspect as
with
failed as (
    select finding_key, document_key, rule_code, severity, diagnosis, source_lines, unnest(facts) as fact_key
    from comparison
    where outcome = 'fail'
),

blame as (
    select document_key, fact_key, count(distinct finding_key) as findings
    from failed
    group by document_key, fact_key
)

select
    failed.finding_key,
    failed.document_key,
    min(failed.rule_code) as rule_code,
    min(failed.diagnosis) as diagnosis,
    min(failed.severity) as severity,
    min(failed.source_lines) as source_lines,
    arg_max(failed.fact_key, struct_pack(findings := blame.findings, tie := -failed.fact_key)) as fact_key
from failed
join blame
    on blame.document_key = failed.document_key
    and blame.fact_key = failed.fact_key
group by failed.finding_key, failed.document_key;

create or replace temporary table root as
with
ranked as (
    select
        finding_key,
        first_value(finding_key) over (
            partition by document_key, fact_key
            order by
                case severity when 'error' then 0 when 'warning' then 1 else 2 end,
                case left(rule_code, 1)
                    when 'I' then 1 when 'X' then 2 when 'C' then 3 when 'N' then 4 when 'A' then 5 when 'S' then 6 else 7
                end,
                source_lines[-1] - source_lines[1],
                rule_code,
                finding_key
        ) as root_key
    from suspect
)

select finding_key, root_key
from ranked
where root_key <> finding_key;

insert into fact_finding by name
select
    comparison.finding_key,
    comparison.document_key,
    document.department_key,
    document.year_key,
    comparison.rule_code,
    comparison.severity,
    comparison.diagnosis,
    comparison.expected,
    comparison.actual,
    comparison.actual - comparison.expected as difference,
    comparison.tolerance,
    comparison.unit,
    comparison.expected_text,
    comparison.actual_text,
    root.root_key,
    comparison.message,
    comparison.source_lines
from comparison
join checked_document as document on document.document_key = comparison.document_key
left join root on root.finding_key = comparison.finding_key
order by comparison.document_key, comparison.source_lines, comparison.rule_code, comparison.finding_key;

insert into bridge_finding_fact by name
select
    facts.finding_key,
    facts.fact_key,
    coalesce(bool_or(suspect.fact_key = facts.fact_key), false) as is_suspect
from (select finding_key, unnest(facts) as fact_key from comparison) as facts
left join suspect on suspect.finding_key = facts.finding_key
where facts.fact_key > 0
group by facts.finding_key, facts.fact_key
order by facts.finding_key, facts.fact_key;
