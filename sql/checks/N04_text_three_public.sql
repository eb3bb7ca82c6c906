-- N04 正文“三公”经费与报表一致 | The three public expenses in the text equal their table
-- severity: error
-- tolerance: T2
-- applies: 正文“三公”经费总额及各项（年初预算、全年预算、决算分开）= “三公”经费支出表同一阶段的数字
-- not_applicable: 正文没有“三公”经费金额，或文中没有“三公”经费表
-- insufficient: 表中相应数字归列不能确定时，不比较
-- formula: |文字 − 表格| ≤ u / 2 + u′ / 2；表中可能所指的数字有几个时，等于其中之一即为一致
-- example: 正文公务接待费 2.02 万元，“三公”经费支出表决算 2.02 万元
-- guard: 年初预算、全年预算、决算分开比较；其中项（国（境）外接待、加油、维修等）和单价不比较：同一项有几个金额时只比较最大者
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）：公开文字说明与报表数据一致
-- grain: one row per amount claimed about a topic that a table of the document gives
with
claims as (
    select *
    from claim
    where is_own_year
        and amount_yuan is not null
        and unit is null
        and topic in (
            'three_public_total', 'overseas_travel', 'official_vehicle', 'vehicle_purchase', 'vehicle_operation', 'reception'
        )
        and share_of is null
    qualify amount_yuan >= max(amount_yuan) over (partition by document_key, topic, stage)
        or topic not in ('reception', 'vehicle_operation', 'vehicle_purchase')
),

figures as (select * from topic_figure),

-- the nearest of the figures that may be meant
candidates as (
    select
        claims.document_key,
        claims.statement_key,
        claims.topic,
        claims.topic_name,
        claims.stage,
        claims.amount_yuan as actual,
        claims.source_line as claim_line,
        figures.amount_yuan as expected,
        figures.place,
        figures.source_line as figure_line,
        figures.fact_key,
        rounding_envelope(claims.display_unit + figures.display_unit) as tolerance,
        bool_and(figures.is_comparable) over (partition by claims.statement_key) as is_comparable,
        row_number() over (
            partition by claims.statement_key
            order by abs(claims.amount_yuan - figures.amount_yuan), figures.source_line, figures.fact_key
        ) as rank
    from claims
    join figures
        on figures.document_key = claims.document_key
        and figures.topic = claims.topic
        and figures.code = coalesce(claims.functional_code, claims.economic_code, '')
        and figures.stage = claims.stage
),

-- documents with other money than the general budget: their tables give personnel and public funds of the latter only
mixed as (
    select all_money.document_key, all_money.stage
    from figures as all_money
    join figures as general
        on general.document_key = all_money.document_key
        and general.stage = all_money.stage
        and general.topic = 'general_expenditure'
    where all_money.topic = 'expenditure_total'
    group by all_money.document_key, all_money.stage
    having max(all_money.amount_yuan) > max(general.amount_yuan)
),

compared as (
    select
        candidates.* exclude (is_comparable),
        candidates.is_comparable
            and not (
                candidates.topic in ('personnel', 'public_funds')
                and candidates.actual > candidates.expected
                and mixed.document_key is not null
            ) as is_comparable,
        cast(candidates.statement_key as varchar) as subject,
        [candidates.claim_line, candidates.figure_line] as source_lines,
        [candidates.statement_key, candidates.fact_key] as facts
    from candidates
    left join mixed
        on mixed.document_key = candidates.document_key
        and mixed.stage = candidates.stage
    where candidates.rank = 1
)

select
    document_key,
    subject,
    case when not is_comparable and actual <> expected then 'insufficient_data' end as outcome,
    case when not is_comparable and actual <> expected then place || '归列不能确定，或正文所指的资金范围不同' end as reason,
    cast(null as varchar) as severity,
    cast(slip(expected, actual, tolerance) as varchar) as diagnosis,
    cast(expected as decimal(20, 4)) as expected,
    cast(actual as decimal(20, 4)) as actual,
    cast(tolerance as decimal(20, 4)) as tolerance,
    'yuan' as unit,
    cast(null as varchar) as expected_text,
    cast(null as varchar) as actual_text,
        differ_message('正文' || topic_name, actual, [claim_line], place, expected, [figure_line]) as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
