-- XB4 全部资金为一般公共预算时，支出总表与一般公共预算支出表一致；否则不小于 | Budget: where all money is general both expenditure tables agree, else the department's is not less
-- severity: error
-- tolerance: T2
-- applies: 预算：合计、基本、项目三栏，合计行及每个科目；两表合计相等（全部资金为一般公共预算）时逐项相等，否则支出总表 ≥ 一般公共预算支出表
-- not_applicable: 不是预算，或文中没有同时印出支出总表和一般公共预算支出表
-- insufficient: 两表中有一个数字归列不能确定，或同一表式的几张表数字不同时，不比较
-- formula: 两表合计相等时 |甲 − 乙| ≤ u / 2 + u′ / 2；否则只有一般公共预算支出表大于支出总表才是不一致
-- example: “2010350 事业运行”项目支出：支出总表 264.98 万元，一般公共预算支出表为空
-- guard: 两表合计不等（有其他资金）时不要求相等；某栏在一表中从不印数的不比较；两表都列出该科目才比较
-- source: 财政部《地方预决算公开操作规程》（财预〔2016〕143号）附表
-- grain: one row per total or code, and column, that both tables list
with
figures as (select * from figure),

first_figures as (
    select *
    from figures
    where form = 'expenditure_detail' and fund = 'all' and item in ('total', 'code') and nature in ('total', 'basic', 'project')
),

second_figures as (
    select *
    from figures
    where form = 'general_expenditure' and fund = 'general' and item in ('total', 'code') and nature in ('total', 'basic', 'project')
),

-- all money is general where the two totals agree
documents as (
    select first.document_key, first.stage, abs(first.amount_yuan - second.amount_yuan)
        <= rounding_envelope(first.display_unit + second.display_unit) as is_all_general
    from first_figures as first
    join second_figures as second
        on second.document_key = first.document_key
        and second.stage = first.stage
        and second.item = first.item
        and second.nature = first.nature
    where first.item = 'total' and first.nature = 'total' and first.is_printed and second.is_printed
        and first.is_own_year and second.is_own_year
),

columns_printed as (
    select document_key, form, nature, stage
    from figures
    where is_printed and item = 'code'
    group by document_key, form, nature, stage
),

compared as (
    select
        second.document_key,
        concat_ws('/', second.code, second.nature, second.stage) as subject,
        second.form_name || '“' || second.row_name || '”' || second.column_name as place,
        first.form_name || '“' || first.row_name || '”' || first.column_name as other_place,
        coalesce(second.amount_yuan, 0) as actual,
        coalesce(first.amount_yuan, 0) as expected,
        rounding_envelope(first.display_unit + second.display_unit) as tolerance,
        case when second.is_printed then [second.source_line] end as actual_lines,
        case when first.is_printed then [first.source_line] end as printed_lines,
        [first.source_line, second.source_line] as source_lines,
        [first.fact_key, second.fact_key] as facts,
        first.is_comparable and second.is_comparable as is_comparable
    from first_figures as first
    join second_figures as second
        on second.document_key = first.document_key
        and second.item = first.item
        and second.code = first.code
        and second.nature = first.nature
        and second.stage = first.stage
    where first.document_kind = 'budget' and first.is_own_year and second.is_own_year
        and (first.is_printed or second.is_printed)
        and exists (
            select 1 from columns_printed as c
            where c.document_key = first.document_key and c.form = first.form and c.nature = first.nature
                and c.stage = first.stage
        )
        and exists (
            select 1 from columns_printed as c
            where c.document_key = second.document_key and c.form = second.form and c.nature = second.nature
                and c.stage = second.stage
        )
        and exists (
            select 1 from documents
            where documents.document_key = first.document_key and documents.stage = first.stage
                and (documents.is_all_general or coalesce(second.amount_yuan, 0) > coalesce(first.amount_yuan, 0))
        )
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
