-- XB6 项目支出表合计与支出总表的项目支出一致 | The project table equals project expenditure
-- severity: error
-- tolerance: T1
-- applies: 预算：项目支出表各项目（当年、全部资金）之和 = 支出总表合计行的项目支出
-- not_applicable: 文中没有项目支出表，或没有印出项目支出合计
-- insufficient: 两表中有一个数字归列不能确定，或同一表式的几张表数字不同时，不比较
-- formula: |项目支出合计 − Σ项目| ≤ (项目个数 + 1) × u / 2
-- example: 三个项目 169.73 + 70.00 + 25.25 = 264.98 万元，支出总表项目支出 264.98 万元
-- guard: 等于支出总表或一般公共预算支出表的项目支出之一即为一致（项目支出表可以只列财政拨款）；项目只有单价、总投资而无当年数的不比较
-- source: 财政部《地方预决算公开操作规程》（财预〔2016〕143号）附表：项目支出表
-- grain: one row per document with a table of projects
with
cells as (
    select money_cell.*
    from money_cell
    join checked_document as documents on documents.document_key = money_cell.document_key
    where money_cell.form = 'project_expenditure'
        and money_cell.item = 'project'
        and money_cell.fund = 'all'
        and money_cell.fiscal_year = documents.fiscal_year
        and money_cell.stage = 'budget'
),

projects as (
    select
        document_key,
        sum(amount_yuan) as amount_yuan,
        sum(display_unit) as display_units,
        list(amount_yuan) as amounts,
        list(source_line) as source_lines,
        list(source_line) as printed_lines,
        list(line_key) as facts,
        bool_and(is_sure and is_complete) as is_comparable
    from cells
    group by document_key
),

totals as (
    select *
    from figure
    where form in ('expenditure_detail', 'general_expenditure')
        and item = 'total' and nature = 'project' and stage = 'budget' and is_own_year and is_printed
        and fund in ('all', 'general')
),

candidates as (
    select
        total.document_key,
        'projects' as subject,
        total.form_name || '合计行的项目支出' as place,
        '项目支出表各项目之和' as other_place,
        coalesce(total.amount_yuan, 0) as actual,
        projects.amount_yuan as expected,
        rounding_envelope(projects.display_units + total.display_unit) as tolerance,
        projects.amounts,
        [total.source_line] as actual_lines,
        projects.printed_lines,
        projects.source_lines,
        list_append(projects.facts, total.fact_key) as facts,
        total.is_comparable and projects.is_comparable as is_comparable,
        row_number() over (
            partition by total.document_key order by abs(total.amount_yuan - projects.amount_yuan), total.source_line, total.fact_key
        ) as rank
    from totals as total
    join projects on projects.document_key = total.document_key
),

compared as (select * from candidates where rank = 1)

select
    document_key,
    subject,
    case when not is_comparable then 'insufficient_data' end as outcome,
    case when not is_comparable then unsure_text(place) end as reason,
    sum_slip(expected, actual, amounts, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    differ_message(place, actual, actual_lines, other_place, expected, printed_lines) as message,
    lines_of(list_concat(source_lines, actual_lines)) as source_lines,
    facts
from compared
