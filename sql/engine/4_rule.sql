-- What one rule found, by document and by comparison. `rule_result` holds what the rule's own query gave.

-- judged: a comparison without an outcome of its own is judged by its difference
create or replace temporary view judged as
select
    document_key,
    subject,
    reason,
    severity,
    diagnosis,
    expected,
    actual,
    tolerance,
    unit,
    expected_text,
    actual_text,
    message,
    source_lines,
    facts,
    coalesce(
        outcome,
        case
            when actual = expected then 'pass'
            when abs(actual - expected) <= tolerance then 'rounding'
            when actual <> expected then 'fail'
            else 'insufficient_data'
        end
    ) as judged_outcome
from rule_result;

insert into rule_count
select
    document_key,
    $rule_code,
    count(*) filter (where judged_outcome = 'pass'),
    count(*) filter (where judged_outcome = 'rounding'),
    count(*) filter (where judged_outcome = 'fail'),
    count(*) filter (where judged_outcome = 'insufficient_data'),
    count(*) filter (where judged_outcome = 'not_applicable'),
    min(reason) filter (where judged_outcome in ('insufficient_data', 'not_applicable'))
from judged
group by document_key;

insert into comparison
select
    surrogate_key(
        key_part('fact_finding') || key_part(document_key) || key_part($rule_code) || key_part(subject)
    ),
    document_key,
    $rule_code,
    judged_outcome,
    case when judged_outcome = 'rounding' then 'info' else coalesce(severity, $severity) end,
    diagnosis,
    expected,
    actual,
    tolerance,
    unit,
    expected_text,
    actual_text,
    message,
    source_lines,
    facts
from judged
where judged_outcome in ('rounding', 'fail');
