-- N07 正文政府采购等于货物、工程、服务之和，并与采购表一致 | Procurement in the text: total equals its kinds and its table
-- severity: error
-- tolerance: T1
-- applies: 正文政府采购：总额 = 货物 + 工程 + 服务（同一段文字）；同一段文字分别说明几批项目（预留项目、其他项目）由中小企业或小微企业成交的金额，其和不大于总额
-- not_applicable: 正文没有同时说明政府采购总额和三类构成，也没有分批说明成交金额
-- insufficient: 只说明了部分构成时，不比较
-- formula: |总额 − (货物 + 工程 + 服务)| ≤ Σu / 2；Σ成交 ≤ 总额 + Σu / 2；数字的末位单位由文字中该数字的写法决定（2.4 万元为 0.1 万元）
-- example: 总额 131.15 万元，5.59 + 0.00 + 125.55 = 131.14 万元：在舍入范围内；总额 21.07 万元，预留项目成交 21.07 万元，其他项目又成交 21.07 万元
-- guard: 只在紧接总额的四行之内、每类只说一次（或各次相同）时相加；合同金额（授予中小企业）不是构成；成交金额只在紧接总额的九行之内、写明“成交”或“中标”的相加，只警告
-- source: 《中华人民共和国政府采购法》第二条
-- grain: one row per passage that states a total and its kinds, and per kind of business whose contracts it states
with
claims as (
    select *
    from claim
    where is_own_year
        and amount_yuan is not null
        and unit is null
        and stage is not null
        and starts_with(topic, 'procurement_')
),

totals as (select * from claims where topic = 'procurement_total'),

-- each amount belongs to the last total before it
belonging as (
    select
        claims.*,
        totals.statement_key as total_key,
        totals.source_line as total_line
    from claims
    join totals
        on totals.document_key = claims.document_key
        and totals.stage = claims.stage
        and totals.source_start < claims.source_start
    where claims.topic <> 'procurement_total'
    qualify row_number() over (partition by claims.statement_key order by totals.source_start desc) = 1
),

kinds as (
    select
        total_key,
        topic,
        max(amount_yuan) as amount_yuan,
        max(display_unit) as display_unit,
        min(statement_key) as statement_key,
        min(source_line) as source_line,
        count(distinct amount_yuan) as amounts
    from belonging
    where topic in ('procurement_goods', 'procurement_works', 'procurement_services') and source_line <= total_line + 3
    group by total_key, topic
),

parts as (
    select
        total_key,
        'kinds' as topic,
        sum(amount_yuan) as amount_yuan,
        sum(display_unit) as display_units,
        list(amount_yuan) as amounts,
        list(statement_key) as facts,
        list(source_line) as source_lines,
        max(amounts) > 1 as is_unclear
    from kinds
    group by total_key
    having count(*) = 3
    union all
    -- contracts with one kind of business, batch by batch: a passage does not say the same twice
    select
        total_key,
        topic,
        sum(amount_yuan),
        sum(display_unit),
        list(amount_yuan),
        list(statement_key),
        list(source_line),
        false
    from belonging
    where topic in ('procurement_sme', 'procurement_micro')
        and source_line <= total_line + 8
        and regexp_matches(text, '成交|中标')
    group by total_key, topic
    having count(*) > 1
),

compared as (
    select
        totals.document_key,
        concat_ws('/', cast(totals.source_line as varchar), totals.stage, parts.topic) as subject,
        totals.amount_yuan as actual,
        parts.amount_yuan as expected,
        rounding_envelope(parts.display_units + totals.display_unit) as tolerance,
        parts.amounts,
        parts.is_unclear and totals.amount_yuan <> parts.amount_yuan as is_unclear,
        parts.topic <> 'kinds' and parts.amount_yuan <= totals.amount_yuan as is_within,
        parts.topic,
        parts.source_lines as part_lines,
        totals.source_line,
        list_append(parts.source_lines, totals.source_line) as source_lines,
        list_append(parts.facts, totals.statement_key) as facts
    from totals
    join parts on parts.total_key = totals.statement_key
)

select
    document_key,
    subject,
    case when is_unclear then 'insufficient_data' when is_within then 'pass' end as outcome,
    case when is_unclear then '同一段文字里一类采购有几个金额，不能确定如何相加' end as reason,
    case when topic <> 'kinds' then 'warning' end as severity,
    cast(case when topic = 'kinds' then sum_slip(expected, actual, amounts, tolerance) else 'double_counted' end as varchar)
        as diagnosis,
    expected,
    actual,
    tolerance,
    case topic
        when 'kinds'
            then differ_message('正文政府采购总额', actual, [source_line], '货物、工程、服务之和', expected, part_lines)
        else less_message(
            '正文政府采购总额', actual, [source_line],
            case topic when 'procurement_sme' then '中小企业' else '小微企业' end || '各批成交金额之和', expected, part_lines
        )
    end as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
