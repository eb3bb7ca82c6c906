-- XB7 项目绩效表的预算与项目支出、预算经费额指标一致 | Budgets of project forms against project expenditure and against their own cost indicator
-- severity: warning
-- tolerance: T1
-- applies: 各项目绩效目标表的当年预算之和 ≤ 项目支出合计；每个项目的当年预算 = 它的“预算经费额”指标
-- not_applicable: 文中没有项目绩效目标表
-- insufficient: 只公开了部分项目的绩效目标表（合计小于项目支出）时，合计不比较；归列不能确定时不比较
-- formula: |甲 − 乙| ≤ Σu / 2；指标为“≤”且大于预算的为警告，“=”“≥”大于预算的为错误
-- example: 当年预算 18.00 万元，成本指标“预算经费额 = 40.6 万元”
-- guard: 合计小于项目支出可以是只公开部分项目；指标只取名称为预算（经费）金额、单位为元或万元的成本指标；指标小于预算且为“≥”的成立
-- source: 《项目支出绩效评价管理办法》（财预〔2020〕10号）
-- grain: one row per document with forms of projects, and one per project with an indicator of its budget
with
cells as (
    select *
    from money_cell
    where form = 'project_performance' and item in ('project', 'annual_total') and fund = 'all' and stage = 'budget'
),

-- a project's budget of the year may stand in its form twice: 当年预算, 年度资金总额
budgets as (
    select
        document_key,
        project_key,
        min(project_name) as project_name,
        min(amount_yuan) as amount_yuan,
        count(distinct amount_yuan) as amounts,
        max(display_unit) as display_unit,
        min(source_line) as source_line,
        min(line_key) as line_key,
        bool_and(is_sure) as is_sure
    from cells
    group by document_key, project_key
),

totals as (
    select document_key, max(amount_yuan) as amount_yuan, max(display_unit) as display_unit,
        arg_max(place, (amount_yuan, -fact_key)) as place,
        arg_max(source_line, (amount_yuan, -fact_key)) as source_line,
        arg_max(fact_key, (amount_yuan, -fact_key)) as fact_key, bool_and(is_comparable) as is_comparable
    from topic_figure
    where topic = 'project_expenditure' and stage = 'budget' and is_whole
    group by document_key
),

sums as (
    select
        document_key,
        sum(amount_yuan) as amount_yuan,
        sum(display_unit) as display_units,
        list(source_line) as source_lines,
        list(line_key) as facts,
        bool_and(is_sure and amounts = 1) as is_sure
    from budgets
    group by document_key
),

costs as (
    select *
    from indicator_row
    where target_yuan is not null
        and horizon = 'annual'
        and regexp_matches(name, '^(项目)?(年度|当年|全年)?(总)?(预算|经费)(经费|资金|总)?(金额|总额|额|数|控制数)?$')
),

compared as (
    select
        sums.document_key,
        'sum' as subject,
        sums.amount_yuan as actual,
        totals.amount_yuan as expected,
        rounding_envelope(sums.display_units + totals.display_unit) as tolerance,
        '各项目绩效目标表的当年预算之和' as place,
        totals.place as other_place,
        sums.source_lines as actual_lines,
        [totals.source_line] as other_lines,
        cast(null as varchar) as severity,
        case
            when not (sums.is_sure and totals.is_comparable) then '项目预算或项目支出合计归列不能确定'
            when sums.amount_yuan < totals.amount_yuan - rounding_envelope(sums.display_units + totals.display_unit)
                then '只公开了部分项目的绩效目标表'
        end as why_not,
        list_append(sums.source_lines, totals.source_line) as source_lines,
        list_append(sums.facts, totals.fact_key) as facts
    from sums
    join totals on totals.document_key = sums.document_key
    union all
    select
        budgets.document_key,
        'indicator/' || cast(costs.indicator_fact_key as varchar),
        costs.target_yuan,
        budgets.amount_yuan,
        rounding_envelope(
            budgets.display_unit + display_unit(
                case when costs.unit = '元' then 1 else 10000 end,
                value_decimals(costs.target_yuan / case when costs.unit = '元' then 1 else 10000 end)
            )
        ),
        '“' || budgets.project_name || '”成本指标“' || costs.name || '”'
            || case costs.comparator when '<=' then '≤' when '>=' then '≥' when '<' then '<' when '>' then '>' else '' end,
        '当年预算',
        [costs.source_line],
        [budgets.source_line],
        case
            when costs.comparator in ('<=', '<') and costs.target_yuan > budgets.amount_yuan then 'warning'
            when costs.target_yuan > budgets.amount_yuan then 'error'
            else 'warning'
        end,
        case
            when not budgets.is_sure or budgets.amounts > 1 then '项目的当年预算归列不能确定'
        end,
        [costs.source_line, budgets.source_line],
        [costs.indicator_fact_key, budgets.line_key]
    from budgets
    join costs
        on costs.document_key = budgets.document_key
        and costs.project_key = budgets.project_key
    where not (costs.comparator in ('>=', '>') and costs.target_yuan < budgets.amount_yuan)
        and costs.comparator in ('=', '>=', '>', '<=', '<')
)

select
    document_key,
    subject,
    case when why_not is not null then 'insufficient_data' end as outcome,
    why_not as reason,
    severity,
    slip(expected, actual, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    differ_message(place, actual, actual_lines, other_place, expected, other_lines) as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
