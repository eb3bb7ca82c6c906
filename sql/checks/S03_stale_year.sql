-- S03 本年数字不得写成上年 | A figure of this year is not said to be last year's
-- severity: warning
-- tolerance: T0
-- applies: 标题、表题、“Y年本单位没有……”等本年语句写本年度；正文写为上年的金额，恰为本文件本年度同一事项的数字，而本年度没有另外说明：年份未更新；只说上年、与再上一年比较，而本年度没有说明的同样
-- not_applicable: 正文没有写为上年的金额，标题和本年语句没有年份
-- insufficient: 无
-- formula: 写为上年的金额 ≠ 本年度同一事项的数字
-- example: “2022年年初预算数 732.86 万元”，而 732.86 万元是 2023 年收支总表的数字
-- guard: 金额为零的不与表比较；只说上年的，限于与再上一年比较的语句和按规定必须说明本年数的事项；本年度同一事项另有金额且没有增减的（两年持平）不算；与上年比较所写的上年数、截至某日、文件名中的年份由解析器排除
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）：公开文字说明与报表数据一致
-- grain: one row per own-year sentence, title or heading that names a year, and per amount said to be of the previous year about something this year's tables give
with
claims as (
    select *, coalesce(functional_code, economic_code, '') as code
    from claim
    where statement_year = fiscal_year - 1 and amount_yuan is not null and unit is null
        and stage = case document_kind when 'budget' then 'budget' else 'final' end
),

-- what this year's tables and indicators give for the same thing
present as (
    select
        claims.statement_key,
        figures.source_line,
        figures.fact_key,
        abs(figures.amount_yuan - claims.amount_yuan) <= rounding_envelope(figures.display_unit + claims.display_unit)
            and claims.amount_yuan <> 0 as is_same
    from claims
    join topic_figure as figures
        on figures.document_key = claims.document_key
        -- 纳入绩效管理的项目资金 is 项目支出
        and figures.topic = case claims.topic when 'performance_projects' then 'project_expenditure' else claims.topic end
        and figures.code = claims.code
        and figures.stage = claims.stage
    where claims.project_key = 0
    union all
    select
        claims.statement_key,
        indicator.source_line,
        indicator.indicator_fact_key,
        indicator.target_yuan = claims.amount_yuan and claims.amount_yuan <> 0
    from claims
    join indicator_row as indicator
        on indicator.document_key = claims.document_key
        and indicator.project_key = claims.project_key
        and indicator.target_yuan is not null
    where claims.project_key <> 0
),

-- this year's own word on the same thing, and whether it says that nothing changed
said as (
    select
        claims.statement_key,
        count(own.amount_yuan) filter (where own.change_yuan is null and own.change_pct is null) as amounts,
        count(*) filter (where own.change_yuan <> 0 or own.change_pct <> 0) as changes
    from claims
    join claim as own
        on own.document_key = claims.document_key
        and own.is_own_year
        and own.topic = claims.topic
        and coalesce(own.functional_code, own.economic_code, '') = claims.code
        and own.project_key = claims.project_key
        and own.statement_key <> claims.statement_key
    group by claims.statement_key
),

-- whether this year says anything at all of it; of a fund, of its revenue or expenditure
spoken as (
    select claims.statement_key, count(*) as words
    from claims
    join claim as own
        on own.document_key = claims.document_key
        and own.is_own_year
        and coalesce(own.functional_code, own.economic_code, '') = claims.code
        and own.project_key = claims.project_key
        and regexp_replace(own.topic, '_(revenue|expenditure)$', '')
            = regexp_replace(claims.topic, '_(revenue|expenditure)$', '')
    group by claims.statement_key
),

compared as (
    select
        claims.document_key,
        cast(claims.statement_key as varchar) as subject,
        claims.topic_name,
        claims.amount_yuan,
        claims.source_line as claim_line,
        min(claims.fiscal_year) as expected,
        min(claims.statement_year) as actual,
        0 as tolerance,
        bool_or(present.is_same)
            and (
                coalesce(min(said.amounts), 0) = 0
                or min(said.changes) > 0
                or min(coalesce(claims.change_yuan, claims.change_pct)) <> 0
            )
            or (
                min(spoken.words) is null
                and (
                    min(claims.base) = 'previous_year'
                    or claims.topic in (
                        'government_fund_revenue', 'government_fund_expenditure', 'state_capital_revenue',
                        'state_capital_expenditure', 'three_public_total', 'operating_cost', 'procurement_total'
                    )
                )
            ) as is_stale,
        list_append(
            list(present.source_line) filter (where present.is_same),
            claims.source_line
        ) as source_lines,
        -- one stale sentence may hold several amounts: its line stands for all of them
        list_concat(
            list(present.fact_key) filter (where present.is_same),
            [claims.statement_key, blank_key(claims.document_key, 0, hash(claims.source_line), hash(claims.statement_year))]
        ) as facts
    from claims
    left join present on present.statement_key = claims.statement_key
    left join said on said.statement_key = claims.statement_key
    left join spoken on spoken.statement_key = claims.statement_key
    group by
        claims.document_key, claims.statement_key, claims.topic, claims.topic_name, claims.amount_yuan,
        claims.source_line, claims.statement_year
),

-- years that the parser saw to be the document's own in a sentence, a title or a heading, beside the claims above
named as (
    select document_key, 'mark/' || cast(mark_key as varchar) as subject, fiscal_year, cast(text as integer) as year,
        source_line, '本年语句' as place
    from mark
    where kind = 'own_year'
    union all
    select document_key, 'mark/' || cast(mark_key as varchar), fiscal_year,
        cast(regexp_extract(text, '^(20[0-9]{2})年', 1) as integer), source_line, '标题“' || text || '”'
    from mark
    where kind = 'heading'
        and regexp_matches(text, '^20[0-9]{2}年')
        and contains(text, case document_kind when 'budget' then '预算' else '决算' end)
    union all
    select seen_table.document_key, 'table/' || cast(seen_table.table_seen_key as varchar), documents.fiscal_year,
        cast(regexp_extract(seen_table.title, '(20[0-9]{2})年', 1) as integer), seen_table.source_line,
        '表题“' || seen_table.title || '”'
    from seen_table
    join checked_document as documents on documents.document_key = seen_table.document_key
    where seen_table.form is not null
        and len(regexp_extract_all(seen_table.title, '20[0-9]{2}年')) = 1
),

judged as (
    select
        document_key,
        subject,
        is_stale,
        expected,
        actual,
        '正文把' || topic_name || money_text(amount_yuan) || '写为' || cast(actual as varchar) || '年数' || lines_text([claim_line])
        || case when len(source_lines) > 1 then '，而它是' else '，而本文件没有说明' end || cast(expected as varchar) || '年数'
        || case when len(source_lines) > 1 then lines_text(list_filter(source_lines, lambda line: line <> claim_line)) else '' end
        || '，年份未更新。' as message,
        source_lines,
        facts
    from compared
    union all
    select
        named.document_key,
        named.subject,
        named.year <> named.fiscal_year,
        named.fiscal_year,
        named.year,
        named.place || '写为' || cast(named.year as varchar) || '年' || lines_text([named.source_line]) || '，而本文件的年度是'
        || cast(named.fiscal_year as varchar) || '年，年份未更新。',
        [named.source_line],
        [blank_key(named.document_key, 0, hash(named.source_line), hash(named.year))]
    from named
    left join compared
        on compared.document_key = named.document_key
        and compared.claim_line = named.source_line
        and compared.is_stale
    where compared.document_key is null
)

select
    document_key,
    subject,
    case when is_stale then 'fail' else 'pass' end as outcome,
    'stale_year' as diagnosis,
    expected,
    actual,
    0 as tolerance,
    'year' as unit,
    message,
    lines_of(source_lines) as source_lines,
    facts
from judged
