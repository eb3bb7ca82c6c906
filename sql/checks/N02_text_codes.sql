-- N02 正文列示的科目与报表一致 | The codes that the text lists are those of the table
-- severity: warning
-- tolerance: T0
-- applies: 正文逐项说明支出功能分类科目的：同一级（类、款、项）科目，表中有金额的正文都有，正文有金额的表中都有
-- not_applicable: 正文没有逐项列示某一级支出功能分类科目
-- insufficient: 所说明的表归列不能确定，或可能说明的另一张表没有读全时，不比较
-- formula: {正文某级科目} = {表中该级金额不为零的科目}
-- example: 一般公共预算支出表有“2080505”30.11 万元，而正文逐项说明的款项中没有这一科目
-- guard: 正文列示的科目至少三个，并至少占表中该级科目的五分之四，才是逐项说明；说明的是哪张表，取相同科目最多的表；漏列的科目小于正文所列最小的科目时（正文只说明“主要用于”），只作提示；正文所列科目夹在逐项说明之中、科目和金额在任何一张表中都没有的，才算表中没有；表中漏列的科目，其金额正文用于另一名称的（类款项的名称写法）不比较
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）：公开到支出功能分类项级科目并作说明
-- grain: one row per code of one level that a list in the text or the table that it explains gives
with
said as (
    select
        document_key,
        stage,
        functional_code as code,
        min(topic_name) as row_name,
        max(amount_yuan) as amount_yuan,
        max(display_unit) as display_unit,
        min(source_line) as source_line,
        arg_min(statement_key, source_start) as fact_key
    from claim
    where topic = 'functional'
        and functional_code is not null
        and is_own_year
        and amount_yuan <> 0
        and unit is null
    group by document_key, stage, functional_code
),

printed as (
    select
        document_key,
        stage,
        form,
        form_name,
        code,
        row_name,
        amount_yuan,
        display_unit,
        source_line,
        fact_key,
        is_comparable
    from figure
    where item = 'code'
        and side = 'expenditure'
        and is_own_year
        and nature = 'total'
        and starts_with(code, '2')
        and form in ('general_expenditure', 'expenditure_detail')
        and (form <> 'general_expenditure' or fund = 'general')
        and (form <> 'expenditure_detail' or fund = 'all')
),

-- what any table lists, whatever the column: a code of the text that is none of these is in no table
anywhere as (
    select distinct document_key, code
    from figure
    where item = 'code'
),

-- how far the list of the text and a table are the same
lists as (
    select
        said.document_key,
        said.stage,
        printed.form,
        length(said.code) as level,
        count(*) as both_list,
        count(*) filter (where abs(said.amount_yuan - printed.amount_yuan) <= said.display_unit + printed.display_unit) as agree
    from said
    join printed
        on printed.document_key = said.document_key
        and printed.stage = said.stage
        and printed.code = said.code
    where printed.amount_yuan <> 0
    group by said.document_key, said.stage, printed.form, length(said.code)
),

sizes as (
    select
        document_key,
        stage,
        form,
        length(code) as level,
        count(*) filter (where amount_yuan <> 0) as codes,
        bool_and(is_comparable) as is_comparable
    from printed
    group by document_key, stage, form, length(code)
),

unread as (
    select distinct document_key
    from unread_form
    where form in ('general_expenditure', 'expenditure_detail')
),

-- the table that a list explains
explained as (
    select
        lists.document_key,
        lists.stage,
        lists.level,
        lists.form,
        sizes.is_comparable and unread.document_key is null as is_comparable
    from lists
    join sizes
        on sizes.document_key = lists.document_key
        and sizes.stage = lists.stage
        and sizes.form = lists.form
        and sizes.level = lists.level
    left join unread on unread.document_key = lists.document_key
    where lists.both_list >= 3 and lists.both_list * 5 >= sizes.codes * 4 and lists.agree * 5 >= lists.both_list * 4
    qualify row_number() over (
        partition by lists.document_key, lists.stage, lists.level
        order by lists.agree desc, lists.both_list desc, sizes.codes, lists.form desc
    ) = 1
),

least_said as (
    select document_key, stage, length(code) as level, min(amount_yuan) as amount_yuan
    from said
    group by document_key, stage, length(code)
),

-- every row of the table, with what the text says of its code
rows_of as (
    select
        explained.document_key,
        explained.stage,
        explained.level,
        explained.is_comparable,
        printed.code,
        printed.form_name,
        printed.row_name,
        printed.amount_yuan,
        printed.display_unit,
        printed.source_line,
        printed.fact_key,
        said.fact_key as said_key,
        said.source_line as said_line,
        printed.amount_yuan < least_said.amount_yuan as is_minor
    from explained
    join printed
        on printed.document_key = explained.document_key
        and printed.stage = explained.stage
        and printed.form = explained.form
        and length(printed.code) = explained.level
    join least_said
        on least_said.document_key = explained.document_key
        and least_said.stage = explained.stage
        and least_said.level = explained.level
    left join said
        on said.document_key = printed.document_key
        and said.stage = printed.stage
        and said.code = printed.code
    where printed.amount_yuan <> 0
),

-- where a list stands in the text
places as (
    select
        said.document_key,
        said.stage,
        length(said.code) as level,
        min(said.source_line) as first_line,
        max(said.source_line) as last_line
    from said
    join anywhere
        on anywhere.document_key = said.document_key
        and anywhere.code = said.code
    group by said.document_key, said.stage, length(said.code)
),

-- codes of the text that no table has
strangers as (
    select
        explained.document_key,
        explained.stage,
        said.code,
        said.row_name,
        said.amount_yuan,
        said.source_line,
        said.fact_key
    from said
    join explained
        on explained.document_key = said.document_key
        and explained.stage = said.stage
        and explained.level = length(said.code)
    join places
        on places.document_key = said.document_key
        and places.stage = said.stage
        and places.level = length(said.code)
    left join anywhere
        on anywhere.document_key = said.document_key
        and anywhere.code = said.code
    left join figure as same_amount
        on same_amount.document_key = said.document_key
        and abs(same_amount.amount_yuan - said.amount_yuan) <= same_amount.display_unit + said.display_unit
    where anywhere.code is null
        and same_amount.document_key is null
        and explained.is_comparable
        and said.source_line between places.first_line - 3 and places.last_line + 3
),

-- amounts that the text gives a code, but no table: they may be those of a code whose name the text writes differently
loose as (
    select claims.document_key, claims.stage, claims.amount_yuan, claims.display_unit
    from claim as claims
    left join figure as own_figure
        on own_figure.document_key = claims.document_key
        and own_figure.code = claims.functional_code
        and own_figure.item = 'code'
        and own_figure.nature = 'total'
        and abs(own_figure.amount_yuan - claims.amount_yuan) <= own_figure.display_unit + claims.display_unit
    where claims.topic = 'functional'
        and claims.is_own_year
        and claims.amount_yuan <> 0
        and claims.unit is null
        and own_figure.document_key is null
),

renamed as (
    select distinct rows_of.document_key, rows_of.fact_key as row_key
    from rows_of
    join loose
        on loose.document_key = rows_of.document_key
        and loose.stage = rows_of.stage
        and abs(loose.amount_yuan - rows_of.amount_yuan) <= loose.display_unit + rows_of.display_unit
    where rows_of.said_key is null
),

compared as (
    select
        rows_of.document_key,
        concat_ws('/', rows_of.stage, rows_of.code) as subject,
        case
            when not rows_of.is_comparable then 'insufficient_data'
            when rows_of.said_key is not null then 'pass'
            else 'fail'
        end as outcome,
        case when not rows_of.is_comparable then rows_of.form_name || '归列不能确定' end as reason,
        case when rows_of.is_minor then 'info' end as severity,
        cast(rows_of.code as varchar) as expected_text,
        cast(null as varchar) as actual_text,
        rows_of.form_name || '列有“' || rows_of.row_name || '”' || money_text(rows_of.amount_yuan)
        || lines_text([rows_of.source_line]) || '，而正文逐项说明的科目中没有这一科目。' as message,
        list_filter([rows_of.source_line, rows_of.said_line], lambda line: line is not null) as source_lines,
        list_filter([rows_of.fact_key, rows_of.said_key], lambda fact: fact is not null) as facts
    from rows_of
    left join renamed on renamed.row_key = rows_of.fact_key and renamed.document_key = rows_of.document_key
    where renamed.row_key is null
    union all
    select
        strangers.document_key,
        concat_ws('/', strangers.stage, strangers.code, 'text'),
        'fail',
        cast(null as varchar),
        cast(null as varchar),
        cast(null as varchar),
        cast(strangers.code as varchar),
        '正文列有“' || strangers.row_name || '”' || money_text(strangers.amount_yuan)
        || lines_text([strangers.source_line]) || '，而各表都没有这一科目。',
        [strangers.source_line],
        [strangers.fact_key]
    from strangers
)

select
    document_key,
    subject,
    outcome,
    reason,
    severity,
    0 as tolerance,
    'text' as unit,
    expected_text,
    actual_text,
    message,
    lines_of(source_lines) as source_lines,
    facts
from compared
