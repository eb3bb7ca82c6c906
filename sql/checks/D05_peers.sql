-- D05 与同类部门相比异常 | A measure lies far from those of departments of the same kind
-- severity: info
-- tolerance: T0
-- across: 同一年度、同一文种、同一公开范围、同一行政层级，主要职能（基本支出最多的功能分类款）相同的部门
-- applies: 人均公用经费、“三公”经费占支出合计的比例、项目支出占支出合计的比例、完成年初预算的比例，与同类部门比较
-- not_applicable: 文中没有可比的指标，或主要职能不明
-- insufficient: 同类部门不足 10 个，或多半部门的数相同时，不判断
-- formula: 稳健 z 值 |0.6745 ×（本部门 − 中位数）÷ 绝对离差的中位数| ≤ 3.5
-- example: 同级 24 个审计局项目支出占 9%—31%，某局占 87%
-- guard: 只提示；异常不等于错误；只比较现行版本；归列不能确定的数字不参加
-- source: Iglewicz & Hoaglin（1993）：修正的 z 值；财政部《部门整体支出绩效评价》的同类比较
-- grain: one row per disclosure and measure
with
measures as (select * from peer_measure),

centred as (
    select
        *,
        count(*) over peer as peers,
        median(value) over peer as middle
    from measures
    window peer as (partition by measure, document_kind, fiscal_year, scope, admin_level, function_code)
),

spread as (
    select
        *,
        median(abs(value - middle)) over (
            partition by measure, document_kind, fiscal_year, scope, admin_level, function_code
        ) as deviation
    from centred
),

compared as (
    select
        document_key,
        measure as subject,
        name,
        unit,
        value,
        middle,
        peers,
        peers >= 10 and deviation > 0 as is_comparable,
        case when deviation > 0 then 0.6745 * (value - middle) / deviation end as z,
        case when deviation > 0 then 3.5 * deviation / 0.6745 else 0 end as tolerance,
        source_lines,
        facts
    from spread
)

select
    document_key,
    subject,
    case
        when not is_comparable then 'insufficient_data'
        when abs(z) > 3.5 then 'fail'
        else 'pass'
    end as outcome,
    case when not is_comparable then '同类部门不足10个，或多半部门的数相同' end as reason,
    middle as expected,
    value as actual,
    tolerance,
    unit,
    name || case unit when 'yuan' then money_text(value) else number_text(value) || '%' end || lines_text(source_lines)
    || '，' || cast(peers as varchar) || '个同类部门的中位数是'
    || case unit when 'yuan' then money_text(middle) else number_text(middle) || '%' end
    || '，稳健z值' || number_text(round(z, 1)) || '，明显偏离。' as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
