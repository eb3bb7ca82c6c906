-- D04 部门数不小于同名单位数 | The whole department's figures are at least those of its unit of the same name
-- severity: warning
-- tolerance: T2
-- applies: 同一年度、同一文种既有部门汇总公开又有同名单位（本级）公开：收入、支出、一般公共预算、基本支出、“三公”各表的合计和各科目，部门 ≥ 单位
-- not_applicable: 不是部门汇总公开，或没有同名单位同一年度、同一文种的公开
-- insufficient: 两份文件中有一个数字归列不能确定时，不比较
-- formula: 部门数 ≥ 单位数 − (u / 2 + u′ / 2)
-- example: 某局部门支出合计 900.00 万元，某局（本级）单位支出合计 950.00 万元：部分大于整体
-- guard: 只比较现行版本；部门和单位按公开范围区分，不按名称；两份文件都印出该数才比较；负数不比较；其他名称的所属单位归属不明，不相加
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）：部门预决算包括本级和所属单位预决算
-- grain: one row per total or code, and column, that the department and the unit both print
with
documents as (select * from disclosure),

pairs as (
    select whole.document_key, whole.fiscal_year, part.document_key as other_key
    from documents as whole
    join documents as part
        on part.department_key = whole.department_key
        and part.document_kind = whole.document_kind
        and part.fiscal_year = whole.fiscal_year
    where whole.scope = 'department' and part.scope = 'unit'
),

figures as (
    select *
    from figure
    where is_own_year
        and is_printed
        and amount_yuan >= 0
        and item not in ('carry_in', 'carry_out', 'use_of_surplus', 'surplus_distribution')
        and form in (
            'revenue_expenditure_summary', 'revenue_detail', 'expenditure_detail', 'fiscal_appropriation_summary',
            'general_expenditure', 'general_basic_expenditure', 'three_public', 'government_fund_expenditure',
            'state_capital_expenditure'
        )
),

compared as (
    select
        pairs.document_key,
        concat_ws('/', whole.form, whole.side, whole.item, whole.code, whole.nature, whole.stage, whole.fund) as subject,
        '部门的' || whole.form_name || '“' || whole.row_name || '”' || whole.column_name as place,
        '同名单位' || pairs.fiscal_year || '年公开的同一数字' as other_place,
        whole.amount_yuan as actual,
        part.amount_yuan as expected,
        rounding_envelope(whole.display_unit + part.display_unit) as tolerance,
        whole.is_comparable and part.is_comparable as is_comparable,
        whole.source_line,
        part.source_line as other_line,
        whole.fact_key,
        part.fact_key as other_fact
    from pairs
    join figures as whole on whole.document_key = pairs.document_key
    join figures as part
        on part.document_key = pairs.other_key
        and part.form = whole.form
        and part.side = whole.side
        and part.item = whole.item
        and part.code = whole.code
        and part.nature = whole.nature
        and part.stage = whole.stage
        and part.fund = whole.fund
)

select
    document_key,
    subject,
    case when not is_comparable then 'insufficient_data' when actual >= expected then 'pass' end as outcome,
    case when not is_comparable then place || '或与其比较的数字归列不能确定' end as reason,
    cast(null as varchar) as severity,
    cast(slip(expected, actual, tolerance) as varchar) as diagnosis,
    cast(expected as decimal(20, 4)) as expected,
    cast(actual as decimal(20, 4)) as actual,
    cast(tolerance as decimal(20, 4)) as tolerance,
    'yuan' as unit,
    cast(null as varchar) as expected_text,
    cast(null as varchar) as actual_text,
    less_message(place, actual, [source_line], other_place, expected, [other_line]) as message,
    [source_line] as source_lines,
    [fact_key, other_fact] as facts
from compared
