-- A10 增减变化说明原因，持平不称节约 | A change has a reason, and what did not change claims no saving
-- severity: info
-- tolerance: T0
-- applies: 正文“三公”经费各项、机关运行经费及收入、支出、财政拨款总额比上年增减，同一段文字说明原因；比上年持平的，其后不以压减、节约为原因
-- not_applicable: 正文没有这些事项与上年的比较
-- insufficient: 无
-- formula: 增减 ≠ 0 ⇒ 有“原因”“由于”“主要是”等语；增减 = 0 ⇒ 原因不是压减、节约
-- example: “公务接待费 2.20 万元，比上年增加 0.50 万元，增长 29.41%。”之后没有原因；“与上年持平，主要原因是压减公务接待支出”
-- guard: 只提示；原因可以在其后三行之内，一处原因可以说明同一段的几项增减；“三公”各项的原因写在总额之后也算；压减、节约的原因在持平之后、下一个数之前才算，并且同一段没有减少的数
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）：对增减变化情况作出说明
-- grain: one row per line of text with changes that must be explained, and per amount that did not change
with
claims as (
    select *
    from claim
    where is_own_year
        and base = 'previous_year'
        and coalesce(change_yuan, change_pct) is not null
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
    where coalesce(change_yuan, change_pct) <> 0
    group by document_key, source_line
),

explained as (
    select said.*, count(reasons.document_key) > 0 as is_explained
    from said
    left join reasons
        on reasons.document_key = said.document_key
        and reasons.source_line between said.source_line and said.source_line + 3
    group by all
),

-- what did not change, up to the next claim, and the reason between them that claims a saving
flat as (
    select
        claims.document_key,
        claims.statement_key,
        claims.topic_name,
        claims.source_line,
        min(marks.source_line) as saving_line,
        arg_min(marks.text, marks.source_start) as saving
    from claims
    left join (
        select
            statement_key,
            coalesce(
                lead(source_start) over (partition by document_key order by source_start, source_end), source_end + 200
            ) as next_start
        from claim
    ) as following on following.statement_key = claims.statement_key
    left join mark as marks
        on marks.document_key = claims.document_key
        and marks.kind = 'saving'
        and marks.source_start >= claims.source_end
        and marks.source_start < following.next_start
        and marks.source_line <= claims.source_line + 2
    left join said as fallen
        on fallen.document_key = claims.document_key
        and fallen.source_line between claims.source_line - 1 and claims.source_line
    where coalesce(claims.change_yuan, claims.change_pct) = 0 and fallen.document_key is null
    group by claims.document_key, claims.statement_key, claims.topic_name, claims.source_line
),

compared as (
    select
        document_key,
        cast(source_line as varchar) as subject,
        is_explained,
        '说明增减原因' as expected_text,
        cast(null as varchar) as actual_text,
        '正文' || topic_name || case when changes > 1 then '等' || cast(changes as varchar) || '项' else '' end || '比上年'
        || case when change < 0 then '减少' else '增加' end || lines_text([source_line]) || '，没有说明原因。' as message,
        [source_line] as source_lines,
        facts
    from explained
    union all
    select
        document_key,
        'flat/' || cast(statement_key as varchar),
        saving is null,
        '持平不以压减、节约为原因',
        saving,
        '正文' || topic_name || '与上年持平' || lines_text([source_line]) || '，却称“' || saving || '”'
        || lines_text([saving_line]) || '。',
        [source_line, saving_line],
        [statement_key]
    from flat
)

select
    document_key,
    subject,
    case when is_explained then 'pass' else 'fail' end as outcome,
    0 as tolerance,
    'text' as unit,
    expected_text,
    actual_text,
    message,
    lines_of(source_lines) as source_lines,
    facts
from compared
