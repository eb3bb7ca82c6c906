-- A02 各项占比之和为 100% | The shares of all parts of a whole are 100 percent together
-- severity: info
-- tolerance: T1
-- applies: 正文相连几句把同一整体分为几个部分，各写明金额和占比，且各部分金额之和等于该整体：Σ占比 = 100%
-- not_applicable: 正文没有把一个整体分完、各写占比的说明
-- insufficient: 无
-- formula: |Σ占比 − 100| ≤ Σ u，u 为各占比的末位（四舍五入差半个末位，舍去末位差一个末位）；金额为零的部分不计
-- example: 基本支出占 40.46%、项目支出占 59.53%，合计 99.99%：舍去末位
-- guard: 只比较金额之和等于整体（文中或报表所写的任一口径）的部分，以免把“其中”、重叠或未列全的部分相加；同一部分说两次的不比较；两部分以上才比较
-- source: 算术
-- grain: one row per run of shares of one whole whose amounts make up the whole
with
claims as (
    select *
    from claim
    where is_own_year
        and share_pct is not null
        and amount_yuan is not null
        and share_of is not null
        and base is distinct from 'initial_budget'
        and base is distinct from 'full_year_budget'
        and share_of not in ('functional', 'economic', 'project', 'other')
),

-- a run ends where another whole is spoken of, or more than three lines say nothing of it
breaks as (
    select
        *,
        coalesce(
            source_line - lag(source_line) over (partition by document_key, stage, share_of order by source_start) > 3, true
        ) as begins
    from claims
),

runs as (
    select
        *,
        count(*) filter (where begins)
            over (partition by document_key, stage, share_of order by source_start rows unbounded preceding) as run
    from breaks
),

sums as (
    select
        document_key,
        stage,
        share_of,
        run,
        count(*) filter (where amount_yuan <> 0) as parts,
        count(*) - count(distinct concat_ws('/', topic_name, unit, functional_code, economic_code)) as twice,
        sum(amount_yuan) as amount_yuan,
        sum(display_unit) as display_units,
        sum(share_pct) as share_pct,
        coalesce(sum(share_unit) filter (where amount_yuan <> 0), 0) as share_units,
        list(source_line order by source_start) as source_lines,
        list(statement_key order by source_start) as facts,
        min(statement_key) as first_key
    from runs
    group by document_key, stage, share_of, run
),

wholes as (
    select sums.first_key, whole.amount_yuan, whole.display_unit
    from sums
    join claim as whole
        on whole.document_key = sums.document_key
        and whole.topic = sums.share_of
        and whole.stage = sums.stage
        and whole.is_own_year
    where whole.amount_yuan is not null and whole.unit is null
    union all
    select sums.first_key, figures.amount_yuan, figures.display_unit
    from sums
    join topic_figure as figures
        on figures.document_key = sums.document_key
        and figures.topic = sums.share_of
        and figures.stage = sums.stage
    where figures.is_comparable
),

complete as (
    select distinct sums.first_key
    from sums
    join wholes on wholes.first_key = sums.first_key
    where wholes.amount_yuan <> 0
        and abs(sums.amount_yuan - wholes.amount_yuan) <= rounding_envelope(sums.display_units + wholes.display_unit)
),

compared as (
    select
        sums.document_key,
        cast(sums.first_key as varchar) as subject,
        100 as expected,
        sums.share_pct as actual,
        rounding_envelope(2 * sums.share_units) as tolerance,
        sums.parts,
        sums.amount_yuan,
        sums.source_lines,
        sums.facts
    from sums
    join complete on complete.first_key = sums.first_key
    where sums.parts >= 2 and sums.twice = 0
)

select
    document_key,
    subject,
    expected,
    actual,
    tolerance,
    'percent' as unit,
    '正文把' || money_text(amount_yuan) || '分为' || cast(parts as varchar) || '个部分' || lines_text(source_lines)
    || '，各部分占比之和为' || number_text(actual) || '%，应为100%。' as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
