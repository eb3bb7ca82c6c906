-- XF11 社保、住房公积金的功能科目与经济科目对照 | Social insurance and housing funds: functional against economic codes
-- severity: info
-- tolerance: T2
-- applies: 一般公共预算支出表 2210201、2080505、2080506 与基本支出表 30113、30108、30109 对照
-- not_applicable: 文中没有同时印出对应的功能科目和经济科目
-- insufficient: 两表中有一个数字归列不能确定，或同一表式的几张表数字不同时，不比较
-- formula: |功能科目 − 经济科目| ≤ u / 2 + u′ / 2
-- example: 2080505 基本养老保险缴费 11.08 万元，30108 为 11.00 万元
-- guard: 只提示，从不作为错误：单位可以把缴费列入其他功能科目，也可以把其他缴费列入该经济科目
-- source: 《政府收支分类科目》科目说明
-- grain: one row per pair of codes that both tables print
with
pairs as (
    select '2210201' as functional_code, '30113' as economic_code
    union all select '2080505', '30108'
    union all select '2080506', '30109'
),

figures as (select * from figure where is_own_year and is_printed and fund = 'general'),

economic as (
    select
        figures.*,
        row_number() over (
            partition by figures.document_key, figures.code, figures.stage
            order by case figures.nature when 'basic' then 1 when 'total' then 2 else 3 end, figures.amount_yuan desc, figures.fact_key
        ) as rank
    from figures
    where figures.form = 'general_basic_expenditure'
),

compared as (
    select
        second.document_key,
        second.code || '/' || second.stage as subject,
        second.form_name || '“' || second.row_name || '”' as place,
        first.form_name || '“' || first.row_name || '”' as other_place,
        coalesce(second.amount_yuan, 0) as actual,
        coalesce(first.amount_yuan, 0) as expected,
        rounding_envelope(first.display_unit + second.display_unit) as tolerance,
        case when second.is_printed then [second.source_line] end as actual_lines,
        case when first.is_printed then [first.source_line] end as printed_lines,
        [first.source_line, second.source_line] as source_lines,
        [first.fact_key, second.fact_key] as facts,
        first.is_comparable and second.is_comparable as is_comparable
    from pairs
    join figures as first
        on first.code = pairs.functional_code and first.form = 'general_expenditure' and first.nature = 'total'
    join economic as second
        on second.document_key = first.document_key
        and second.code = pairs.economic_code
        and second.stage = first.stage
        and second.rank = 1
)

select
    document_key,
    subject,
    case when not is_comparable then 'insufficient_data' end as outcome,
    case when not is_comparable then unsure_text(place) end as reason,
    slip(expected, actual, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    differ_message(place, actual, actual_lines, other_place, expected, printed_lines) as message,
    lines_of(list_concat(source_lines, actual_lines)) as source_lines,
    facts
from compared
