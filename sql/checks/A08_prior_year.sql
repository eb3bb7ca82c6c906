-- A08 正文推出的上年数与上年公开一致 | The prior year that a change implies is what the prior year's document says
-- severity: warning
-- tolerance: T2
-- applies: 正文“a 万元，比上年增加 c 万元”：a − c = 同一单位、同一范围、同类文件上年公开的同一数字
-- not_applicable: 没有上年的同类公开文件，或正文没有写与上年的增减额
-- insufficient: 正文与上年公开相符的增减不足两项，或不多于不相符的：上年的口径不能确定，不比较
-- formula: |(a − c) − 上年数| ≤ (u_a + u_c + u_上年) / 2；上年公开（报表或正文，预算或决算）可能所指的数字有几个时，等于其中之一即为一致
-- example: 2024 年预算 15621.11 万元、比上年减少 876.75 万元，上年为 16497.86 万元，与 2023 年预算公开相同
-- guard: 只与现行有效的上年文件比较；同一文件至少两个不同的非零增减基数与上年公开相符、且多于不相符的，才证明口径相同（未调整为同口径、机构未变），个别不符才报；项目不比较
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）
-- grain: one row per change against the previous year whose base the prior year's document also gives
with
documents as (select * from checked_document),

claims as (
    select
        claim.*,
        coalesce(claim.functional_code, claim.economic_code, '') as code,
        claim.whole_yuan - claim.change_yuan as base_amount,
        claim.whole_unit + claim.change_unit as base_unit
    from claim
    where claim.is_own_year
        and claim.base = 'previous_year'
        and claim.whole_yuan is not null
        and claim.change_yuan is not null
        and claim.project_key = 0
        and claim.unit is null
        and claim.topic not in ('other', 'project', 'assets', 'performance_projects')
),

-- documents of the year before: the one of the same kind makes the comparison due, another kind may explain a figure
earlier as (
    select
        documents.document_key,
        before.document_key as before_key,
        before.document_kind = documents.document_kind as is_same_kind
    from documents
    join documents as before
        on before.department_key = documents.department_key
        and before.scope = documents.scope
        and before.fiscal_year = documents.fiscal_year - 1
    where before.is_current
),

-- what those documents give of their own year
given_figures as (
    select document_key, topic, code, stage, amount_yuan, display_unit
    from topic_figure
    where is_comparable and amount_yuan is not null
    union all
    select
        document_key, topic, coalesce(functional_code, economic_code, ''), stage, amount_yuan, display_unit
    from claim
    where is_own_year and amount_yuan is not null and unit is null and project_key = 0
),

-- the nearest of the figures that may be meant
candidates as (
    select
        claims.document_key,
        claims.statement_key,
        claims.topic_name,
        claims.fiscal_year - 1 as year_before,
        claims.whole_yuan,
        claims.change_yuan,
        claims.source_line,
        claims.base_amount as actual,
        given_figures.amount_yuan as expected,
        rounding_envelope(claims.base_unit + given_figures.display_unit) as tolerance,
        bool_or(earlier.is_same_kind and given_figures.stage = claims.stage)
            over (partition by claims.statement_key) as is_due,
        row_number() over (
            partition by claims.statement_key
            order by abs(claims.base_amount - given_figures.amount_yuan), given_figures.amount_yuan
        ) as rank
    from claims
    join earlier on earlier.document_key = claims.document_key
    join given_figures
        on given_figures.document_key = earlier.before_key
        and given_figures.topic = claims.topic
        and given_figures.code = claims.code
),

nearest as (
    select *, abs(actual - expected) <= tolerance as agrees
    from candidates
    where rank = 1 and is_due
),

-- changes that show that the years are told on one footing: different bases that are not nothing
footing as (
    select
        document_key,
        count(distinct actual) filter (where agrees and actual <> 0) as agreeing,
        count(distinct actual) filter (where not agrees) as differing
    from nearest
    group by document_key
),

compared as (
    select
        nearest.*,
        cast(nearest.statement_key as varchar) as subject,
        footing.agreeing >= 2 and footing.agreeing > footing.differing as is_one_footing,
        [nearest.source_line] as source_lines,
        [nearest.statement_key] as facts
    from nearest
    join footing on footing.document_key = nearest.document_key
)

select
    document_key,
    subject,
    case when not agrees and not is_one_footing then 'insufficient_data' end as outcome,
    case when not agrees and not is_one_footing then '正文的上年数与上年公开多有不同，口径不能确定' end as reason,
    slip(expected, actual, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    '正文' || topic_name || money_text(whole_yuan) || '、比上年增减' || money_text(change_yuan) || lines_text([source_line])
    || '，上年应为' || money_text(actual) || '，而' || cast(year_before as varchar) || '年公开为' || money_text(expected)
    || '，相差' || money_text(actual - expected) || '。' as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
