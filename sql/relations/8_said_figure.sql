-- said_figure: one row per amount of the own year that the text of a checked document claims, and figure of its tables that
-- may be meant: of the same topic, object and stage. The amount is `actual`, the figure `expected`; `distance` is what they differ by.
-- `is_comparable` says that every figure that the claim may mean can be compared, `is_sure` that this one can.
create or replace temporary table said_figure as
with
claims as (select * from claim where is_own_year and amount_yuan is not null and unit is null),
figures as (select * from topic_figure)

select
    claims.document_key,
    claims.statement_key,
    claims.topic,
    claims.stage,
    claims.share_of,
    '正文' || claims.topic_name as said,
    claims.amount_yuan as actual,
    claims.source_line as claim_line,
    figures.amount_yuan as expected,
    figures.place,
    figures.source_line as figure_line,
    figures.fact_key,
    figures.display_unit as figure_unit,
    figures.is_whole,
    figures.is_sure,
    bool_and(figures.is_comparable) over (partition by claims.statement_key) as is_comparable,
    abs(claims.amount_yuan - figures.amount_yuan) as distance,
    rounding_envelope(claims.display_unit + figures.display_unit) as tolerance,
    [claims.source_line, figures.source_line] as source_lines,
    [claims.statement_key, figures.fact_key] as facts
from claims
join figures
    on figures.document_key = claims.document_key
    and figures.topic = claims.topic
    and figures.code = coalesce(claims.functional_code, claims.economic_code, '')
    and figures.stage = claims.stage
