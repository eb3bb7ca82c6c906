-- S02 空表必有说明 | An empty table says why it is empty
-- severity: error
-- tolerance: T0
-- applies: 没有数字的表，表下注明“无此项收支，故本表无数据”；有数字的表没有这样的说明
-- not_applicable: 文中没有可以识别的表
-- insufficient: 表内有数字没有归位时，不能断定是空表
-- formula: 空表 ⇔ 有空表说明
-- example: “政府性基金预算支出表”没有数字，也没有“本单位无政府性基金预算收支”的说明；表内三公经费 47.91 万元，表下却注“故本表为空表”
-- guard: 全为零的表两可，不算；正文别处说明没有该项资金的空表只提示；没有任何说明的空表提示为警告；说明提到别的资金的不算该表的说明
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）第十条：没有数据的表格应当列出空表并说明
-- grain: one row per recognised table
with
tables as (select * from seen_table where form is not null),

funds(form, word) as (
    values
    ('government_fund_expenditure', '政府性基金'),
    ('state_capital_expenditure', '国有资本'),
    ('three_public', '三公'),
    ('procurement', '政府采购'),
    ('project_expenditure', '项目支出')
),

-- the fund that a note names, when it names one
notes as (
    select
        tables.table_seen_key,
        bool_or(funds.form = tables.form) as is_of_form,
        count(funds.form) = 0 as is_general
    from tables
    left join funds on contains(replace(replace(tables.note, '“', ''), '”', ''), funds.word)
    where tables.note is not null
    group by tables.table_seen_key
),

-- where the text says elsewhere that there is none of the table's fund
elsewhere as (
    select tables.table_seen_key, min(mark.source_line) as source_line
    from tables
    join funds on funds.form = tables.form
    join mark
        on mark.document_key = tables.document_key
        and mark.kind = 'empty_note'
        and contains(replace(replace(mark.text, '“', ''), '”', ''), funds.word)
    group by tables.table_seen_key
),

compared as (
    select
        tables.document_key,
        concat_ws('/', tables.form, cast(tables.source_line as varchar)) as subject,
        case
            when tables.figures = 0 and (notes.is_of_form or notes.is_general) then 'pass'
            when tables.figures = 0 and not tables.is_read then 'insufficient_data'
            when tables.figures = 0 then 'fail'
            when tables.nonzero > 0 and contains(tables.note, '表') and (notes.is_of_form or notes.is_general) then 'fail'
            else 'pass'
        end as outcome,
        '“' || tables.name || '”有数字没有归位' as reason,
        case
            when tables.figures > 0 then null
            when elsewhere.source_line is not null then 'info'
            else 'warning'
        end as severity,
        case when tables.figures > 0 then 'placeholder' end as diagnosis,
        case when tables.figures > 0 then '没有空表说明' else '有空表说明' end as expected_text,
        case when tables.figures > 0 then tables.note else '没有' end as actual_text,
        case
            when tables.figures > 0
                then '“' || tables.name || '”' || lines_text([tables.source_line]) || '有' || cast(tables.nonzero as varchar)
                || '个不为零的数字，表下却注“' || tables.note || '”' || lines_text([tables.note_line]) || '。'
            else '“' || tables.name || '”' || lines_text([tables.source_line]) || '是空表，表下没有说明' || case
                when elsewhere.source_line is not null then '，正文说明没有该项资金' || lines_text([elsewhere.source_line])
                else ''
            end || '。'
        end as message,
        [tables.source_line, tables.note_line, elsewhere.source_line] as source_lines
    from tables
    left join notes on notes.table_seen_key = tables.table_seen_key
    left join elsewhere on elsewhere.table_seen_key = tables.table_seen_key
)

select
    document_key,
    subject,
    outcome,
    reason,
    severity,
    diagnosis,
    'text' as unit,
    expected_text,
    actual_text,
    message,
    lines_of(source_lines) as source_lines,
    cast([] as bigint[]) as facts
from compared
