-- N07 正文政府采购等于货物、工程、服务之和，并与采购表一致 | Procurement in the text: total equals its kinds and its table
-- severity: error
-- tolerance: T1
-- applies: 正文政府采购：总额 = 货物 + 工程 + 服务（同一行文字）；预算的总额 = 政府采购预算表合计
-- not_applicable: 正文没有同时说明政府采购总额和三类构成
-- insufficient: 只说明了部分构成时，不比较
-- formula: |总额 − (货物 + 工程 + 服务)| ≤ Σu / 2；数字的末位单位由文字中该数字的写法决定（2.4 万元为 0.1 万元）
-- example: 总额 131.15 万元，5.59 + 0.00 + 125.55 = 131.14 万元：在舍入范围内
-- guard: 只在同一行文字里、每类只说一次（或各次相同）时相加；合同金额（授予中小企业）不是构成
-- source: 《中华人民共和国政府采购法》第二条
-- grain: one row per line of text that states a total and its kinds
with
claims as (
    select *
    from claim
    where is_own_year
        and amount_yuan is not null
        and unit is null
        and stage is not null
        and topic in ('procurement_total', 'procurement_goods', 'procurement_works', 'procurement_services')
),

said as (
    select
        document_key,
        source_line,
        stage,
        topic,
        max(amount_yuan) as amount_yuan,
        max(display_unit) as display_unit,
        min(statement_key) as statement_key,
        count(distinct amount_yuan) as amounts
    from claims
    group by document_key, source_line, stage, topic
),

parts as (
    select
        document_key,
        source_line,
        stage,
        sum(amount_yuan) as amount_yuan,
        sum(display_unit) as display_units,
        list(amount_yuan) as amounts,
        list(statement_key) as facts,
        max(amounts) as variants
    from said
    where topic <> 'procurement_total'
    group by document_key, source_line, stage
    having count(*) = 3
),

compared as (
    select
        said.document_key,
        concat_ws('/', cast(said.source_line as varchar), said.stage) as subject,
        said.amount_yuan as actual,
        parts.amount_yuan as expected,
        rounding_envelope(parts.display_units + said.display_unit) as tolerance,
        parts.amounts,
        said.amounts > 1 or parts.variants > 1 as is_unclear,
        said.source_line,
        [said.source_line] as source_lines,
        list_append(parts.facts, said.statement_key) as facts
    from said
    join parts
        on parts.document_key = said.document_key
        and parts.source_line = said.source_line
        and parts.stage = said.stage
    where said.topic = 'procurement_total'
)

select
    document_key,
    subject,
    case when is_unclear and actual <> expected then 'insufficient_data' end as outcome,
    case when is_unclear and actual <> expected then '同一行文字里一类采购有几个金额，不能确定如何相加' end as reason,
    cast(null as varchar) as severity,
    cast(sum_slip(expected, actual, amounts) as varchar) as diagnosis,
    cast(expected as decimal(20, 4)) as expected,
    cast(actual as decimal(20, 4)) as actual,
    cast(tolerance as decimal(20, 4)) as tolerance,
    'yuan' as unit,
    cast(null as varchar) as expected_text,
    cast(null as varchar) as actual_text,
        differ_message('正文政府采购总额', actual, [source_line], '货物、工程、服务之和', expected, [source_line]) as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
