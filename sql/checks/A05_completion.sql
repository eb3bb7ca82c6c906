-- A05 完成率等于决算除以所称的预算 | A completion rate equals the final amount divided by the budget it names
-- severity: error
-- tolerance: T3
-- applies: 正文“完成年初（全年）预算的 x%”：x = 决算 ÷ 所称的预算；预算取同一行文字所写，或由“比年初预算增减”推出，否则取报表同一阶段的数字，再取前后文
-- not_applicable: 正文没有完成率，或文中没有所称的预算数
-- insufficient: 所称的预算为零或小于一个末位时，不比较
-- formula: 比值区间：每个印出的数 x 代表 [x − u/2, x + u/2]，区间再放宽百分数末位的一半；再差一个末位为舍入
-- example: “三公”经费 8.29 万元“完成全年预算的 48.76%”，而全年预算数为 8.29 万元，应为 100%
-- guard: 年初预算与全年预算分开；同一句里写了预算数的以该数为准；等于任一可能的预算数即为一致
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）
-- grain: one row per completion rate whose budget is known
with
claims as (
    select
        *,
        case base when 'initial_budget' then 'budget' when 'full_year_budget' then 'adjusted_budget' end as budget_stage,
        coalesce(functional_code, economic_code, '') as code
    from claim
    where is_own_year
        and amount_yuan is not null
        and completion_pct is not null
        and base in ('initial_budget', 'full_year_budget')
),

bases as (
    select
        claims.statement_key, 1 as distance, said.amount_yuan, said.display_unit, said.source_line, said.statement_key as fact_key
    from claims
    join claim as said
        on said.document_key = claims.document_key
        and said.topic = claims.topic
        and coalesce(said.functional_code, said.economic_code, '') = claims.code
        and said.project_key = claims.project_key
        and said.stage = claims.budget_stage
        and said.is_own_year
    where said.amount_yuan is not null and said.source_line = claims.source_line
    union all
    select
        claims.statement_key, 1, claims.amount_yuan - said.change_yuan, said.display_unit + said.change_unit,
        said.source_line, said.statement_key
    from claims
    join claim as said
        on said.document_key = claims.document_key
        and said.source_line = claims.source_line
        and said.topic = claims.topic
        and coalesce(said.functional_code, said.economic_code, '') = claims.code
        and said.project_key = claims.project_key
        and said.base = claims.base
        and said.stage = claims.stage
    where said.change_yuan is not null
    union all
    select
        claims.statement_key, 2, figures.amount_yuan, figures.display_unit, figures.source_line, figures.fact_key
    from claims
    join topic_figure as figures
        on figures.document_key = claims.document_key
        and figures.topic = claims.topic
        and figures.code = claims.code
        and figures.stage = claims.budget_stage
        and figures.is_comparable
    where claims.project_key = 0
    union all
    select
        claims.statement_key, 3, said.amount_yuan, said.display_unit, said.source_line, said.statement_key
    from claims
    join claim as said
        on said.document_key = claims.document_key
        and said.topic = claims.topic
        and coalesce(said.functional_code, said.economic_code, '') = claims.code
        and said.project_key = claims.project_key
        and said.stage = claims.budget_stage
        and said.is_own_year
    where said.amount_yuan is not null and said.source_line <> claims.source_line
),

-- only the bases of the nearest kind count
nearest as (
    select bases.*, min(bases.distance) over (partition by bases.statement_key) as least
    from bases
),

ratios as (
    select
        claims.document_key,
        claims.statement_key,
        claims.topic_name,
        claims.base,
        claims.amount_yuan,
        claims.source_line as claim_line,
        claims.completion_pct as actual,
        claims.completion_unit as unit_of_percent,
        nearest.amount_yuan as budget,
        nearest.source_line as budget_line,
        nearest.fact_key,
        case when nearest.amount_yuan <> 0 then 100.0 * claims.amount_yuan / nearest.amount_yuan end as expected,
        percent_low(claims.amount_yuan, claims.display_unit, nearest.amount_yuan, nearest.display_unit) as low,
        percent_high(claims.amount_yuan, claims.display_unit, nearest.amount_yuan, nearest.display_unit) as high,
        row_number() over (
            partition by claims.statement_key
            order by
                case when nearest.amount_yuan = 0 then 1e18
                    else abs(claims.completion_pct - 100.0 * claims.amount_yuan / nearest.amount_yuan) end,
                nearest.source_line, nearest.fact_key
        ) as rank
    from claims
    join nearest on nearest.statement_key = claims.statement_key and nearest.distance = nearest.least
),

compared as (
    select
        *,
        cast(statement_key as varchar) as subject,
        case base when 'initial_budget' then '年初预算' else '全年预算' end as budget_name,
        (high - low) / 2 + unit_of_percent / 2 as tolerance,
        [claim_line, budget_line] as source_lines,
        list_distinct([statement_key, fact_key]) as facts
    from ratios
    where rank = 1
)

select
    document_key,
    subject,
    case when amount_yuan = 0 and actual = 0 then 'pass' when budget = 0 and actual <> 0 and amount_yuan <> 0 then 'fail' else percent_outcome(actual, unit_of_percent, low, high) end as outcome,
    case when low is null and budget <> 0 then budget_name || '为零或小于一个末位，完成率不能计算' end as reason,
    case when budget = 0 then 'warning' end as severity,
    case when percent_outcome(actual, unit_of_percent, low, high) = 'rounding' then 'truncated_percent' else 'wrong_denominator' end as diagnosis,
    expected,
    actual,
    tolerance,
    'percent' as unit,
        '正文' || topic_name || money_text(amount_yuan) || lines_text([claim_line]) || '除以' || budget_name || money_text(budget)
    || lines_text([budget_line])
    || case when budget = 0 then '，完成率不可计算' else '，完成率应为' || number_text(round(expected, 2)) || '%' end || '，文中写' || number_text(actual) || '%。' as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
