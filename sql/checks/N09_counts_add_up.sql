-- N09 人数等其中项不大于总数 | Counts: a part is not more than its whole
-- severity: info
-- tolerance: T0
-- applies: 正文同一行文字里的公务用车保有量与“三公”经费说明的保有量等：同一文件、同一年度、同一单位的车辆总数一致
-- not_applicable: 正文没有两处说明车辆总数
-- insufficient: 无
-- formula: 甲 = 乙
-- example: “三公”经费说明中保有量 2 辆，国有资产占用说明中共有车辆 2 辆
-- guard: 公车保有量与国有资产车辆口径可以不同（租用、特种车辆），因此只提示；只比较各行文字里最大的数
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）
-- grain: one row per pair of lines that state how many vehicles there are
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

compared as (
    select
        second.document_key,
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
        '车辆数前后不一：' || number_text(expected) || lines_text([first_line]) || '与' || number_text(actual)
    || lines_text([second_line]) || '。' as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
