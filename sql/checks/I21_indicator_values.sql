-- I21 指标完成值合理，且与正文一致 | An indicator's actual value is plausible and agrees with the text
-- severity: warning
-- tolerance: T0
-- applies: 比率指标的完成值与目标同一量级；完成值不照抄带比较符的目标值（提示）；正文说明的同一项目、同一指标、同一计量单位的数与完成值一致；正文称产出率 100% 的，各产出指标都达到目标
-- not_applicable: 文中没有印出完成值的绩效指标
-- insufficient: 无
-- formula: 比率：完成值 ≤ 10 × max(目标, 100)；正文：数量 = 完成值（完成值写为百分比的，按目标折算）
-- example: “证照下发审核准确率（%）”目标 100，完成值 415000；“专家评审次数”正文 113 次，自评表 35 次
-- guard: 增长率等可以大于 100，因此只在相差一个数量级时才提示；正文与指标按名称的主干对应，正文各处的数或同一行各数之和有一个相符即为一致，完成值写为 100% 而正文已达目标的视为一致
-- source: 《项目支出绩效评价管理办法》（财预〔2020〕10号）
-- grain: one row per indicator with an actual value, and one per indicator that the text speaks of
with
indicators as (
    select
        *,
        -- what the name is about: the last clause, without the words that only say how it is counted
        regexp_replace(
            regexp_replace(regexp_replace(name, '^.*[,，、；]', ''), '(不小于|不少于|不低于|大于|≥).*$', ''),
            '(数量|次数|人次|事项|份数|个数|率)$', ''
        ) as core
    from indicator_row
    where horizon = 'annual' and actual_text is not null
),

copies as (
    select document_key, actual_value, count(distinct indicator_fact_key) as copies
    from indicators
    where actual_value > 1000
    group by document_key, actual_value
),

-- what each line of the text says of an indicator: its claims, and their sum unless one of them is the sum of the others
said as (
    select
        indicators.document_key,
        indicators.indicator_fact_key,
        claim.source_line,
        list(claim.quantity) as quantities,
        case
            when max(claim.quantity) * 2 = sum(claim.quantity) then max(claim.quantity)
            else sum(claim.quantity)
        end as total,
        min(claim.statement_key) as statement_key
    from indicators
    join claim
        on claim.document_key = indicators.document_key
        and claim.project_key = indicators.project_key
        and claim.project_key <> 0
        and claim.is_own_year
        and claim.quantity is not null
        and (
            claim.unit = indicators.unit
            or (claim.unit = '%' and indicators.is_percent)
        )
    where length(indicators.core) >= 2 and contains(claim.text, indicators.core)
    group by indicators.document_key, indicators.indicator_fact_key, claim.source_line, indicators.is_percent
),

spoken as (
    select
        said.document_key,
        said.indicator_fact_key,
        bool_or(list_contains(said.quantities, indicators.implied_value) or said.total = indicators.implied_value) as agrees,
        arg_max(
            case when indicators.is_percent then list_max(said.quantities) else said.total end,
            (said.total, -said.statement_key)
        ) as quantity,
        arg_max(said.source_line, (said.total, -said.statement_key)) as claim_line,
        arg_max(said.statement_key, (said.total, -said.statement_key)) as statement_key
    from said
    join indicators on indicators.indicator_fact_key = said.indicator_fact_key
    group by said.document_key, said.indicator_fact_key
),

-- documents that evaluate one project: all that they say is about it
single as (
    select document_key
    from indicators
    group by document_key
    having count(distinct project_key) = 1 and min(project_key) <> 0
),

-- what the text counts of an indicator's object: 12个事项电子证照应用
objects as (
    select
        indicators.indicator_fact_key,
        list(try_cast(regexp_extract(mark.text, '^[0-9]+') as decimal(20, 4))) as quantities,
        list(mark.source_line) as source_lines
    from indicators
    join single on single.document_key = indicators.document_key
    join mark
        on mark.document_key = indicators.document_key
        and mark.kind = 'count'
        and regexp_matches(mark.text, '^[0-9]')
        and contains(mark.text, indicators.core)
        and mark.source_line not between indicators.source_line and indicators.actual_line
    left join spoken on spoken.indicator_fact_key = indicators.indicator_fact_key
    where spoken.indicator_fact_key is null
        and length(indicators.core) >= 4
        and not indicators.is_percent
        and indicators.implied_value is not null
    group by indicators.indicator_fact_key
),

-- where the explanation beside an indicator says what was really done: 实际开展76次
explained as (
    select indicators.indicator_fact_key, list(mark.source_line) as source_lines
    from indicators
    join mark
        on mark.document_key = indicators.document_key
        and mark.kind = 'count'
        and starts_with(mark.text, '实际')
        and mark.source_line between indicators.actual_line and indicators.actual_line + 8
        and try_cast(regexp_extract(mark.text, '[0-9]+') as decimal(20, 4)) = indicators.implied_value
        and ends_with(mark.text, indicators.unit)
    group by indicators.indicator_fact_key
),

-- the text says that all output was reached: 项目产出率和质量达标率100%
outputs as (
    select
        claim.document_key,
        claim.statement_key,
        claim.source_line,
        claim.quantity,
        min(least(100 * indicators.implied_value / indicators.target_value, 100)) as lowest,
        list(indicators.actual_line) filter (where indicators.implied_value < indicators.target_value) as short_lines
    from claim
    join single on single.document_key = claim.document_key
    join indicators
        on indicators.document_key = claim.document_key
        and indicators.level1 = '产出指标'
        and indicators.comparator in ('>=', '>', '=')
        and indicators.target_value > 0
        and indicators.implied_value is not null
    where claim.is_own_year
        and claim.unit = '%'
        and claim.quantity = 100
        and regexp_matches(claim.text, '产出(指标)?(完成|达标|实现)?率')
    group by claim.document_key, claim.statement_key, claim.source_line, claim.quantity
),

compared as (
    select
        indicators.document_key,
        'value/' || cast(indicators.indicator_fact_key as varchar) as subject,
        'value' as kind,
        indicators.name,
        indicators.target_text,
        indicators.actual_text,
        cast(indicators.target_value as decimal(20, 4)) as expected,
        cast(indicators.actual_value as decimal(20, 4)) as actual,
        0 as tolerance,
        indicators.is_percent and indicators.actual_value > 10 * greatest(indicators.target_value, 100) as is_wrong,
        regexp_matches(indicators.actual_text, '^[≥≤<>]') and indicators.actual_text = indicators.target_text as is_copied_target,
        coalesce(copies.copies, 0) > 1 as is_copied,
        indicators.source_line,
        indicators.source_line as other_line,
        [indicators.source_line, indicators.actual_line] as source_lines,
        [indicators.indicator_fact_key] as facts
    from indicators
    left join copies
        on copies.document_key = indicators.document_key
        and copies.actual_value = indicators.actual_value
    union all
    select
        indicators.document_key,
        'text/' || cast(indicators.indicator_fact_key as varchar),
        'text',
        indicators.name,
        indicators.target_text,
        indicators.actual_text,
        indicators.implied_value,
        spoken.quantity,
        0,
        not spoken.agrees
            and not (indicators.implied_value = indicators.target_value and spoken.quantity >= indicators.target_value
                and contains(indicators.actual_text, '%') and not indicators.is_percent)
            and not (indicators.comparator in ('>=', '>') and indicators.is_percent
                and spoken.quantity >= indicators.target_value and indicators.actual_value >= indicators.target_value
                and indicators.actual_value = 100),
        false,
        false,
        indicators.source_line,
        spoken.claim_line,
        list_concat([indicators.source_line, indicators.actual_line, spoken.claim_line], coalesce(explained.source_lines, [])),
        [indicators.indicator_fact_key, spoken.statement_key]
    from indicators
    join spoken
        on spoken.document_key = indicators.document_key
        and spoken.indicator_fact_key = indicators.indicator_fact_key
    left join explained on explained.indicator_fact_key = indicators.indicator_fact_key
    where indicators.implied_value is not null
    union all
    select
        indicators.document_key,
        'object/' || cast(indicators.indicator_fact_key as varchar),
        'text',
        indicators.name,
        indicators.target_text,
        indicators.actual_text,
        indicators.implied_value,
        list_max(objects.quantities),
        0,
        not list_contains(objects.quantities, indicators.implied_value)
            and not (indicators.implied_value = indicators.target_value
                and list_max(objects.quantities) >= indicators.target_value),
        false,
        false,
        indicators.source_line,
        list_min(objects.source_lines),
        list_concat([indicators.source_line, indicators.actual_line], objects.source_lines),
        [indicators.indicator_fact_key]
    from indicators
    join objects on objects.indicator_fact_key = indicators.indicator_fact_key
    union all
    select
        document_key, 'output/' || cast(statement_key as varchar), 'output', '产出指标', null, null, lowest, quantity, 0,
        len(short_lines) > 0, false, false, list_min(short_lines), source_line,
        list_append(coalesce(short_lines, []), source_line), [statement_key]
    from outputs
)

select
    document_key,
    subject,
    case when is_wrong or is_copied_target then 'fail' else 'pass' end as outcome,
    case when is_copied_target and not is_wrong then 'info' end as severity,
    case when is_copied_target or (kind = 'value' and is_copied) then 'copied_value' end as diagnosis,
    expected,
    actual,
    tolerance,
    'count' as unit,
        case
        when kind = 'output' then '正文称产出完成率为' || number_text(actual) || '%' || lines_text([other_line])
            || '，而产出指标最低只完成目标的' || number_text(expected) || '%' || lines_text([source_line]) || '。'
        when kind = 'text' then '指标“' || name || '”正文为' || number_text(actual) || lines_text([other_line]) || '，自评表完成值为'
            || actual_text || '（折合' || number_text(expected) || '）' || lines_text([source_line]) || '。'
        when is_copied_target then '指标“' || name || '”的完成值“' || actual_text || '”照抄目标值' || lines_text([source_line]) || '。'
        else '指标“' || name || '”是比率，目标' || coalesce(target_text, '') || '，完成值却为' || coalesce(actual_text, '')
            || lines_text([source_line]) || case when is_copied then '，与另一指标的完成值相同' else '' end || '。'
    end as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
