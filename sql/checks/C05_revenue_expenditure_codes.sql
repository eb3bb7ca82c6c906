-- C05 收入总表与支出总表的科目一致 | The revenue and expenditure tables hold the same codes and amounts
-- severity: info
-- tolerance: T2
-- applies: 预算：两表都按功能分类列示、合计相等且全部资金为一般公共预算时，逐科目相等
-- not_applicable: 不是预算，或两表没有共同的科目，或合计不等，或有其他资金
-- insufficient: 归列不能确定时，不比较
-- formula: |甲 − 乙| ≤ u / 2 + u′ / 2
-- example: “2010350”收入总表 315.95 万元，支出总表 315.95 万元
-- guard: 只提示：收入按科目列示并非各地都要求；结转使两表合计不等时不比较
-- source: 财政部《地方预决算公开操作规程》（财预〔2016〕143号）附表
-- grain: one row per code that both tables list
with
figures as (select * from figure where is_own_year and is_printed and document_kind = 'budget' and nature = 'total'),

general as (
    select total.document_key, total.stage
    from figures as total
    join figures as other
        on other.document_key = total.document_key
        and other.stage = total.stage
        and other.form = 'expenditure_detail'
        and other.item = 'total'
        and other.fund = 'all'
        and other.amount_yuan = total.amount_yuan
    join figures as part
        on part.document_key = total.document_key
        and part.stage = total.stage
        and part.form = 'revenue_detail'
        and part.item = 'total'
        and part.fund = 'general'
        and part.amount_yuan = total.amount_yuan
    where total.form = 'revenue_detail' and total.item = 'total' and total.fund = 'all'
    group by total.document_key, total.stage
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
    from figures as first
    join figures as second
        on second.document_key = first.document_key
        and second.stage = first.stage
        and second.code = first.code
    join general
        on general.document_key = first.document_key
        and general.stage = first.stage
    where first.form = 'revenue_detail' and first.item = 'code' and first.fund = 'all'
        and second.form = 'expenditure_detail' and second.item = 'code' and second.fund = 'all'
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
