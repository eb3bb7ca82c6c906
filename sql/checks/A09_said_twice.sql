-- A09 同一数量前后说法一致 | The same quantity claimed twice is the same
-- severity: warning
-- tolerance: T2
-- applies: 同一项目、同一对象、同一计量单位的数量（如“645个村居政务服务站点”）在正文各处一致；“三公”经费总额、机关运行经费和收入、支出、财政拨款、一般公共预算的总额在正文各处一致
-- not_applicable: 正文没有两处说明同一数量
-- insufficient: 无
-- formula: 数量：甲 = 乙；金额：|甲 − 乙| ≤ u / 2 + u′ / 2
-- example: 正文 645 个村（居）政务服务站点，另一处 631 个
-- guard: 总额有几个口径（本年、总计，全部资金、财政拨款）：一处等于报表中该总额，另一处不等于报表中任何一个总额，才是不一致；对象的文字（去掉数字、单位和括号）要完全相同且不少于四个字；比率不比较；本年度、同一阶段
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

-- totals have several readings (本年, 总计; a fund or all): the tables say which values are right ones
totals as (
    select *
    from claim
    where is_own_year
        and amount_yuan is not null
        and unit is null
        and stage is not null
        and topic in (
            'revenue_total', 'expenditure_total', 'revenue_expenditure_total', 'fiscal_appropriation_total',
            'fiscal_appropriation_revenue', 'fiscal_appropriation_expenditure', 'general_revenue', 'general_expenditure'
        )
),

figures_said as (
    select
        totals.statement_key,
        bool_or(figures.topic = totals.topic) as is_own_figure
    from totals
    join topic_figure as figures
        on figures.document_key = totals.document_key
        and figures.stage = totals.stage
    where figures.code = ''
        and abs(totals.amount_yuan - figures.amount_yuan) <= rounding_envelope(totals.display_unit + figures.display_unit)
    group by totals.statement_key
),

unsure as (
    select document_key, topic, stage
    from topic_figure
    group by document_key, topic, stage
    having not bool_or(is_sure)
),

-- a total and the nearest one that the text says of the same thing and that a table bears out
total_pairs as (
    select
        totals.*,
        first_said.statement_key as first_key,
        first_said.amount_yuan as first_amount,
        first_said.display_unit as first_unit,
        first_said.source_line as first_line,
        figures_said.statement_key is not null as is_a_figure
    from totals
    join totals as first_said
        on first_said.document_key = totals.document_key
        and first_said.topic = totals.topic
        and first_said.stage = totals.stage
        and first_said.statement_key <> totals.statement_key
    join figures_said as borne_out on borne_out.statement_key = first_said.statement_key
    left join figures_said on figures_said.statement_key = totals.statement_key
    left join unsure
        on unsure.document_key = totals.document_key
        and unsure.topic = totals.topic
        and unsure.stage = totals.stage
    where borne_out.is_own_figure
        and unsure.document_key is null
        and (first_said.source_start < totals.source_start or figures_said.statement_key is null)
    qualify row_number() over (
        partition by totals.statement_key
        order by abs(totals.amount_yuan - first_said.amount_yuan), first_said.source_start, first_said.statement_key
    ) = 1
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
    union all
    select
        document_key,
        cast(statement_key as varchar),
        topic_name,
        '元',
        first_amount,
        amount_yuan,
        rounding_envelope(display_unit + first_unit),
        source_line,
        first_line,
        [source_line, first_line],
        [statement_key, first_key]
    from total_pairs
    where not is_a_figure or abs(amount_yuan - first_amount) <= rounding_envelope(display_unit + first_unit)
)

select
    document_key,
    subject,
    expected,
    actual,
    tolerance,
    'count' as unit,
        '“' || object || '”一处为' || case when unit = '元' then money_text(expected) else number_text(expected) || unit end
    || lines_text([first_line]) || '，另一处为' || case when unit = '元' then money_text(actual) else number_text(actual) || unit end
    || lines_text([source_line]) || '。' as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
