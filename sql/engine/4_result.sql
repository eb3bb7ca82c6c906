-- rule_result: what the query of one rule gives, one row per comparison; a column that the query leaves out is null
create or replace temporary table rule_result (
    document_key bigint not null,
    subject varchar not null,
    outcome varchar,
    reason varchar,
    severity varchar,
    diagnosis varchar,
    expected decimal(20, 4),
    actual decimal(20, 4),
    tolerance decimal(20, 4),
    unit varchar default 'yuan',
    expected_text varchar,
    actual_text varchar,
    message varchar,
    source_lines integer[],
    facts bigint[]
);
