-- A09 同一数量前后说法一致 | The same quantity claimed twice is the same
-- severity: warning
-- tolerance: T2
-- applies: 同一项目、同一对象、同一计量单位的数量（如“645个村居政务服务站点”）在正文各处一致；“三公”经费总额、机关运行经费在正文各处一致
-- not_applicable: 正文没有两处说明同一数量
-- insufficient: 无
-- formula: 数量：甲 = 乙；金额：|甲 − 乙| ≤ u / 2 + u′ / 2
-- example: 正文 645 个村（居）政务服务站点，另一处 631 个
-- guard: 对象的文字（去掉数字、单位和括号）要完全相同且不少于四个字；比率不比较；本年度、同一阶段
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）：公开文字说明与报表数据一致
-- grain: one row per pair of the first and a later claim of one object
with
counted as (
    select
        document_key, statement_key, source_line, quantity as value, 0 as display_unit, unit,
        cast(project_key as varchar) as scope,
        regexp_replace(regexp_replace(text, '[0-9,.]+ ?' || unit, ''), '[()（）“”" ，,、]', '', 'g') as object
    from claim
    where quantity is not null and unit is not null and unit <> '%' and project_key <> 0 and is_own_year
),

amounts as (
    select
        document_key, statement_key, source_line, amount_yuan as value, display_unit, '元' as unit,
        stage as scope, topic_name as object
    from claim
    where amount_yuan is not null and unit is null and is_own_year and stage is not null and share_of is null
        and topic in ('three_public_total', 'operating_cost')
),

said as (
    select * from counted
    where length(object) >= 4
    union all
    select * from amounts
),

-- the commonest value of an object, and who says it first
usual as (
    select document_key, unit, scope, object, value
    from said
    group by document_key, unit, scope, object, value
    qualify sum(count(*)) over (partition by document_key, unit, scope, object) > 1
        and row_number() over (
            partition by document_key, unit, scope, object order by count(*) desc, min(source_line), value
        ) = 1
),

firsts as (
    select
        said.*,
        row_number() over (
            partition by said.document_key, said.unit, said.scope, said.object
            order by said.source_line, said.statement_key
        ) as position
    from said
    join usual
        on usual.document_key = said.document_key
        and usual.unit = said.unit
        and usual.scope = said.scope
        and usual.object = said.object
        and usual.value = said.value
),

compared as (
    select
        said.document_key,
        cast(said.statement_key as varchar) as subject,
        said.object,
        said.unit,
        firsts.value as expected,
        said.value as actual,
        rounding_envelope(said.display_unit + firsts.display_unit) as tolerance,
        said.source_line,
        firsts.source_line as first_line,
        [said.source_line, firsts.source_line] as source_lines,
        [said.statement_key, firsts.statement_key] as facts
    from said
    join firsts
        on firsts.document_key = said.document_key
        and firsts.unit = said.unit
        and firsts.scope = said.scope
        and firsts.object = said.object
        and firsts.position = 1
    where said.statement_key <> firsts.statement_key
)

select
    document_key,
    subject,
    cast(null as varchar) as outcome,
    cast(null as varchar) as reason,
    cast(null as varchar) as severity,
    cast(null as varchar) as diagnosis,
    cast(expected as decimal(20, 4)) as expected,
    cast(actual as decimal(20, 4)) as actual,
    cast(tolerance as decimal(20, 4)) as tolerance,
    'count' as unit,
    cast(null as varchar) as expected_text,
    cast(null as varchar) as actual_text,
        '“' || object || '”一处为' || case when unit = '元' then money_text(expected) else number_text(expected) || unit end
    || lines_text([first_line]) || '，另一处为' || case when unit = '元' then money_text(actual) else number_text(actual) || unit end
    || lines_text([source_line]) || '。' as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
