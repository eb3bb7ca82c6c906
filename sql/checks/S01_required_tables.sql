-- S01 必备表齐全 | Every required table is there
-- severity: error
-- tolerance: T0
-- applies: 预算公开应有收支总表、收入总表、支出总表、财政拨款收支总表、一般公共预算支出表、基本支出表、三公表、政府性基金表；决算另有国有资本经营预算表
-- not_applicable: 文中没有表，也没有说明文字
-- insufficient: 文中没有表、有未识别的表，或多数必备表都没有读到时，不能断定缺表
-- formula: 必备表 ⊆ 已公开的表（空表、附件中的表、正文说明没有的基金都算）
-- example: 收入决算表、支出决算表都有，缺财政拨款收入支出决算总表
-- guard: 有一半以上必备表且没有未识别的表才报错误；三公、政府性基金、国有资本经营三张表，正文说明没有或写了金额的只提示；注明“报表详见附件”或全文无表的只提示一次
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）第九、十条
-- grain: one row per required table; of a document without tables the first says so
with
documents as (select * from checked_document),
seen as (select distinct document_key, form from seen_table where form is not null),
claims as (select * from claim),

required(document_kind, form, fund_word, topic) as (
    values
    ('budget', 'revenue_expenditure_summary', null, null),
    ('budget', 'revenue_detail', null, null),
    ('budget', 'expenditure_detail', null, null),
    ('budget', 'fiscal_appropriation_summary', null, null),
    ('budget', 'general_expenditure', null, null),
    ('budget', 'general_basic_expenditure', null, null),
    ('budget', 'three_public', '三公', 'three_public_total'),
    ('budget', 'government_fund_expenditure', '政府性基金', 'government_fund_expenditure'),
    ('final_account', 'revenue_expenditure_summary', null, null),
    ('final_account', 'revenue_detail', null, null),
    ('final_account', 'expenditure_detail', null, null),
    ('final_account', 'fiscal_appropriation_summary', null, null),
    ('final_account', 'general_expenditure', null, null),
    ('final_account', 'general_basic_expenditure', null, null),
    ('final_account', 'three_public', '三公', 'three_public_total'),
    ('final_account', 'government_fund_expenditure', '政府性基金', 'government_fund_expenditure'),
    ('final_account', 'state_capital_expenditure', '国有资本', 'state_capital_expenditure')
),

spoken as (
    select document_key, count(*) as words, min(source_line) as source_line
    from claims
    group by document_key
),

-- what was read of each document at all
reading as (
    select
        documents.document_key,
        count(seen_table.table_seen_key) filter (where seen_table.form is null) as unrecognised,
        count(seen_table.table_seen_key) filter (
            where coalesce(seen_table.form, '') not in (
                'department_performance', 'project_performance', 'project_self_evaluation'
            )
        ) as tables,
        min(seen_table.source_line) as first_line,
        max(seen_table.last_line) as last_line,
        min(spoken.words) as words,
        min(spoken.source_line) as source_line
    from documents
    left join seen_table on seen_table.document_key = documents.document_key
    left join spoken on spoken.document_key = documents.document_key
    group by documents.document_key
),

attached as (
    select document_key, min(source_line) as source_line, arg_min(text, source_line) as text
    from mark
    where kind = 'attachment'
    group by document_key
),

-- what the text says of a fund without a table: that there is nothing, or how much there is
said as (
    select documents.document_key, required.form, min(notes.source_line) as source_line
    from documents
    join required on required.document_kind = documents.document_kind
    join mark as notes
        on notes.document_key = documents.document_key
        and notes.kind = 'empty_note'
        and contains(replace(replace(notes.text, '“', ''), '”', ''), required.fund_word)
    group by documents.document_key, required.form
    union all
    select documents.document_key, required.form, min(claims.source_line)
    from documents
    join required on required.document_kind = documents.document_kind
    join claims
        on claims.document_key = documents.document_key
        and claims.topic = required.topic
    group by documents.document_key, required.form
),

words as (
    select document_key, form, min(source_line) as source_line
    from said
    group by document_key, form
),

due as (
    select
        documents.document_key,
        required.form,
        forms.name as form_name,
        seen.form is not null as is_there,
        words.source_line as said_line,
        reading.tables,
        reading.unrecognised,
        reading.first_line,
        reading.last_line,
        reading.source_line as spoken_line,
        attached.text as attached_text,
        attached.source_line as attached_line,
        row_number() over (partition by documents.document_key order by required.form) = 1 as is_first,
        count(seen.form) over (partition by documents.document_key) * 2
            > count(*) over (partition by documents.document_key) as is_mostly_there
    from documents
    join required on required.document_kind = documents.document_kind
    join dim_form as forms on forms.code = required.form
    join reading on reading.document_key = documents.document_key
    left join attached on attached.document_key = documents.document_key
    left join seen
        on seen.document_key = documents.document_key
        and seen.form = required.form
    left join words
        on words.document_key = documents.document_key
        and words.form = required.form
    where reading.tables > 0 or reading.words > 0 or attached.document_key is not null
),

compared as (
    select
        document_key,
        form as subject,
        case
            when is_there then 'pass'
            when unrecognised > 0 or not is_mostly_there then 'insufficient_data'
            else 'fail'
        end as outcome,
        '文中有未识别的表，或多数必备表没有读到' as reason,
        case when said_line is not null then 'info' end as severity,
        form_name as expected_text,
        '没有' as actual_text,
        '公开的报表' || lines_text([first_line, last_line]) || '中没有应公开的' || form_name || case
            when said_line is not null then '，正文另有说明' || lines_text([said_line])
            else ''
        end || '。' as message,
        [first_line, last_line, said_line] as source_lines
    from due
    where tables > 0
    union all
    select
        document_key,
        case when is_first then 'tables' else form end,
        case when is_first then 'fail' else 'insufficient_data' end,
        '预决算报表不在文中',
        'info',
        '预决算报表',
        coalesce(attached_text, '没有'),
        case
            when attached_line is null then '文中只有说明' || lines_text([spoken_line]) || '，没有预决算报表。'
            else '预决算报表不在文中，文中写明“' || attached_text || '”' || lines_text([attached_line]) || '。'
        end,
        [coalesce(attached_line, spoken_line)]
    from due
    where tables = 0
)

select
    document_key,
    subject,
    outcome,
    reason,
    severity,
    'text' as unit,
    expected_text,
    actual_text,
    message,
    lines_of(source_lines) as source_lines,
    cast([] as bigint[]) as facts
from compared
