-- A01 占比等于部分除以整体 | A share equals part divided by whole
-- severity: error
-- tolerance: T3
-- applies: 正文“占××的 x%”：x = 部分 ÷ 整体；整体取同一行文字或最近的前文所述，否则取报表
-- not_applicable: 正文没有占比，或没有说明整体的金额
-- insufficient: 整体的金额为零或找不到时，不比较；占本年合计的，文中和表中都只有总计（含结转结余）时，不判为错
-- formula: 比值区间：每个印出的数 x 代表 [x − u/2, x + u/2]，区间再放宽百分数末位的一半；再差一个末位为舍入
-- example: 1957.81 万元占一般公共预算项目支出 1968.59 万元的 100%：应为 99.45%
-- guard: 整体有几个口径时，与任一口径相符即为一致；与预算相比的（占年初预算）由 A05 检查；整百分数按整数末位放宽；绩效管理项目占“一般公共预算项目支出”的比例只与报表比较，正文的项目支出多为全部资金
-- source: 算术
-- grain: one row per share whose whole is known
with
claims as (
    select *, regexp_matches(text, '占本年(收入|支出)|占[^，。；]{0,6}(收入|支出)合计') as is_of_year_total
    from claim
    where is_own_year
        and share_pct is not null
        and amount_yuan is not null
        and share_of is not null
        and (base is null or base = 'previous_year')
        and share_of not in ('functional', 'economic', 'project', 'other')
),

-- every amount that may be the whole: said in the text, or printed in a table
wholes as (
    select
        claims.statement_key as claim_key,
        whole.amount_yuan,
        whole.display_unit,
        whole.source_line,
        whole.statement_key as fact_key,
        whole.text like '%总计%' and whole.text not like '%合计%' as is_grand_total,
        case when whole.source_line = claims.source_line then 0 when whole.source_line < claims.source_line then 1 else 2 end
            as distance
    from claims
    join claim as whole
        on whole.document_key = claims.document_key
        and whole.topic = claims.share_of
        and whole.stage = claims.stage
        and whole.is_own_year
    where whole.amount_yuan is not null and whole.statement_key <> claims.statement_key and whole.unit is null
        -- what a sentence calls 项目支出 is of all money, the projects under management of one fund
        and (claims.topic <> 'performance_projects' or whole.topic <> 'project_expenditure')
    union all
    select
        claims.statement_key, figures.amount_yuan, figures.display_unit, figures.source_line, figures.fact_key,
        figures.place like '%总计”%' as is_grand_total, 3
    from claims
    join topic_figure as figures
        on figures.document_key = claims.document_key
        and figures.topic = claims.share_of
        and figures.stage = claims.stage
        and figures.is_comparable
),

ratios as (
    select
        claims.document_key,
        claims.statement_key,
        claims.topic_name,
        claims.amount_yuan as part,
        claims.source_line as claim_line,
        claims.share_pct as actual,
        claims.share_unit as unit_of_percent,
        wholes.amount_yuan as whole,
        wholes.source_line as whole_line,
        wholes.fact_key,
        claims.is_of_year_total
            and bool_and(wholes.is_grand_total) over (partition by claims.statement_key) as is_whole_missing,
        case when wholes.amount_yuan <> 0 then 100.0 * claims.amount_yuan / wholes.amount_yuan end as expected,
        percent_low(claims.amount_yuan, claims.display_unit, wholes.amount_yuan, wholes.display_unit) as low,
        percent_high(claims.amount_yuan, claims.display_unit, wholes.amount_yuan, wholes.display_unit) as high,
        row_number() over (
            partition by claims.statement_key
            order by
                case when wholes.amount_yuan = 0 then 1e18
                    else abs(claims.share_pct - 100.0 * claims.amount_yuan / wholes.amount_yuan) end,
                wholes.distance, wholes.source_line, wholes.fact_key
        ) as rank
    from claims
    join wholes on wholes.claim_key = claims.statement_key
),

compared as (
    select
        *,
        case when part = 0 and actual = 0 then 'pass' else percent_outcome(actual, unit_of_percent, low, high) end as told,
        cast(statement_key as varchar) as subject,
        (high - low) / 2 + unit_of_percent / 2 as tolerance,
        [claim_line, whole_line] as source_lines,
        [statement_key, fact_key] as facts
    from ratios
    where rank = 1
)

select
    document_key,
    subject,
    case when told = 'fail' and is_whole_missing then 'insufficient_data' else told end as outcome,
    case
        when low is null and actual <> 0 then '整体为零或小于一个末位，占比不能计算'
        when told = 'fail' and is_whole_missing then '只有总计，没有占比所说的本年合计'
    end as reason,
    case when told = 'rounding' then 'truncated_percent' end as diagnosis,
    expected,
    actual,
    tolerance,
    'percent' as unit,
        '正文' || topic_name || money_text(part) || lines_text([claim_line]) || '除以整体' || money_text(whole)
    || lines_text([whole_line]) || '，占比应为' || number_text(round(expected, 2)) || '%，文中写' || number_text(actual) || '%。' as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
