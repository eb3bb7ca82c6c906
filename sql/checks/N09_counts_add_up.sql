-- N09 人数等其中项不大于总数 | Counts: a part is not more than its whole
-- severity: info
-- tolerance: T0
-- applies: 并列的两个计数（“22个街道和631个村居”）前一个相同、对象相同的，后一个也相同（警告）；正文同一行文字里的公务用车保有量与“三公”经费说明的保有量等：同一文件、同一年度、同一单位的车辆总数一致
-- not_applicable: 正文没有两处说明车辆总数或同一对象的数量
-- insufficient: 无
-- formula: 甲 = 乙
-- example: “三公”经费说明中保有量 2 辆，国有资产占用说明中共有车辆 2 辆
-- guard: 并列计数相差一成以内才比较，相差更多的视为范围不同；公车保有量与国有资产车辆口径可以不同（租用、特种车辆），因此只提示；只比较各行文字里最大的数
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）
-- grain: one row per pair of lines that state how many vehicles there are, and per pair of counts that repeats an earlier one
with
claims as (select * from claim where topic = 'vehicles' and quantity is not null),

stated as (
    select
        document_key,
        statement_year,
        source_line,
        max(quantity) as quantity,
        arg_max(statement_key, (quantity, -statement_key)) as statement_key,
        row_number() over (partition by document_key, statement_year order by source_line) as position
    from claims
    group by document_key, statement_year, source_line
),

-- how many of what, side by side: 22个街道和631个村居
counted as (
    select
        document_key,
        mark_key,
        source_line,
        source_start,
        source_end,
        try_cast(regexp_extract(text, '^[0-9]+') as bigint) as quantity,
        regexp_extract(text, '^[0-9]+ ?([个项次套台场件份家所处辆])', 1) as unit,
        list_distinct(
            string_split(
                regexp_replace(left(regexp_extract(text, '^[0-9]+ ?[个项次套台场件份家所处辆](.*)$', 1), 8), '[()（）和及与的]', '', 'g'), ''
            )
        ) as object
    from mark
    where kind = 'count' and regexp_matches(text, '^[0-9]')
),

following as (
    select
        *,
        lead(quantity) over this_line as next_quantity,
        lead(unit) over this_line as next_unit,
        lead(object) over this_line as next_object,
        lead(source_start) over this_line as next_start
    from counted
    window this_line as (partition by document_key, source_line order by source_start)
),

pairs as (select * from following where next_start - source_end <= 12),

-- the first pair of the document that counts the same: the first count is equal, the objects share half their characters
alike as (
    select
        second.document_key,
        second.mark_key,
        arg_min(first.next_quantity, first.source_start) as expected,
        min(second.next_quantity) as actual,
        min(first.source_line) as first_line,
        min(second.source_line) as second_line
    from pairs as first
    join pairs as second
        on second.document_key = first.document_key
        and second.source_start > first.source_start
        and second.quantity = first.quantity
        and second.unit = first.unit
        and second.next_unit = first.next_unit
        and abs(second.next_quantity - first.next_quantity) * 10 <= first.next_quantity
        and len(list_intersect(second.object, first.object)) * 2 >= least(len(second.object), len(first.object))
        and len(list_intersect(second.next_object, first.next_object)) * 2
            >= least(len(second.next_object), len(first.next_object))
    group by second.document_key, second.mark_key
),

compared as (
    select
        second.document_key,
        'vehicles' as kind,
        cast(second.statement_key as varchar) as subject,
        first.quantity as expected,
        second.quantity as actual,
        0 as tolerance,
        first.source_line as first_line,
        second.source_line as second_line,
        [first.source_line, second.source_line] as source_lines,
        [first.statement_key, second.statement_key] as facts
    from stated as first
    join stated as second
        on second.document_key = first.document_key
        and second.statement_year = first.statement_year
        and first.position = 1
        and second.position > 1
    union all
    select
        document_key, 'objects', cast(mark_key as varchar), expected, actual, 0, first_line, second_line,
        [first_line, second_line], [blank_key(document_key, 0, hash(expected), hash(actual))]
    from alike
)

select
    document_key,
    subject,
    case when kind = 'objects' then 'warning' end as severity,
    expected,
    actual,
    tolerance,
    'count' as unit,
    case when kind = 'objects' then '同一对象的数量前后不一：' else '车辆数前后不一：' end || number_text(expected)
    || lines_text([first_line]) || '与' || number_text(actual)
    || lines_text([second_line]) || '。' as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
