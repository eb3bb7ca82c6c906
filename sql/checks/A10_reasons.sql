-- A10 增减变化说明原因 | A change has a reason
-- severity: info
-- tolerance: T0
-- applies: 正文“三公”经费各项、机关运行经费及收入、支出、财政拨款总额比上年增减，同一段文字说明原因
-- not_applicable: 正文没有这些事项比上年的增减
-- insufficient: 无
-- formula: 增减 ≠ 0 ⇒ 有“原因”“由于”“主要是”等语
-- example: “公务接待费 2.20 万元，比上年增加 0.50 万元，增长 29.41%。”之后没有原因
-- guard: 只提示；原因可以在其后三行之内，一处原因可以说明同一段的几项增减；“三公”各项的原因写在总额之后也算
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）：对增减变化情况作出说明
-- grain: one row per line of text with changes that must be explained
with
claims as (
    select *
    from claim
    where is_own_year
        and base = 'previous_year'
        and coalesce(change_yuan, change_pct) <> 0
        and topic in (
            'revenue_total', 'expenditure_total', 'revenue_expenditure_total', 'fiscal_appropriation_total',
            'fiscal_appropriation_expenditure', 'general_expenditure', 'three_public_total', 'overseas_travel',
            'official_vehicle', 'vehicle_purchase', 'vehicle_operation', 'reception', 'operating_cost'
        )
),

reasons as (select document_key, source_line from mark where kind = 'reason'),

-- sentences that share a line share their reason
said as (
    select
        document_key,
        source_line,
        arg_min(topic_name, source_start) as topic_name,
        arg_min(coalesce(change_yuan, change_pct), source_start) as change,
        count(*) as changes,
        list(statement_key order by source_start) as facts
    from claims
    group by document_key, source_line
),

compared as (
    select said.*, count(reasons.document_key) > 0 as is_explained
    from said
    left join reasons
        on reasons.document_key = said.document_key
        and reasons.source_line between said.source_line and said.source_line + 3
    group by all
)

select
    document_key,
    cast(source_line as varchar) as subject,
    case when is_explained then 'pass' else 'fail' end as outcome,
    cast(null as varchar) as reason,
    cast(null as varchar) as severity,
    cast(null as varchar) as diagnosis,
    cast(null as decimal(20, 4)) as expected,
    cast(null as decimal(20, 4)) as actual,
    cast(0 as decimal(20, 4)) as tolerance,
    'text' as unit,
    cast('说明增减原因' as varchar) as expected_text,
    cast(null as varchar) as actual_text,
    '正文' || topic_name || case when changes > 1 then '等' || cast(changes as varchar) || '项' else '' end || '比上年'
    || case when change < 0 then '减少' else '增加' end || lines_text([source_line]) || '，没有说明原因。' as message,
    lines_of([source_line]) as source_lines,
    facts
from compared
