-- The tables that a run fills before it writes the warehouse's own.

-- rule_count: one row per document and rule that compared something, or said why not
create or replace temporary table rule_count (
    document_key bigint,
    rule_code varchar,
    passed integer,
    rounding integer,
    failed integer,
    insufficient integer,
    not_applicable integer,
    reason varchar
);

-- comparison: one row per comparison that failed or lies inside the rounding envelope
create or replace temporary table comparison (
    finding_key bigint,
    document_key bigint,
    rule_code varchar,
    outcome varchar,
    severity varchar,
    diagnosis varchar,
    expected decimal(20, 4),
    actual decimal(20, 4),
    tolerance decimal(20, 4),
    unit varchar,
    expected_text varchar,
    actual_text varchar,
    message varchar,
    source_lines integer[],
    facts bigint[]
);

-- keys: the first 63 bits of the SHA-256 of a table's name and the parts of a natural key, as everywhere
create or replace temporary macro key_part(part) as cast(length(cast(part as varchar)) as varchar) || ':' || cast(part as varchar);

create or replace temporary macro surrogate_key(written) as
    greatest(cast(cast('0x' || left(sha256(written), 16) as ubigint) >> 1 as bigint), 1);
