-- I18 绩效指标权重之和为100 | Weights of a project's indicators add up to 100
-- severity: info
-- tolerance: T0
-- applies: 每个项目（及部门整体）的年度指标权重（自评表为分值）之和 = 100，或 100 减预算执行率权重（10 或 20）
-- not_applicable: 文中没有印出权重或分值的绩效指标
-- insufficient: 有指标没有印出权重（分值）时，不比较
-- formula: Σ权重 ∈ {100, 90, 80}
-- example: 八个指标权重之和 90，预算执行率另占 10
-- guard: 只提示；预算执行率权重不在指标中时允许 90 或 80
-- source: 《项目支出绩效评价管理办法》（财预〔2020〕10号）：预算执行率和一级指标权重统一设置，合计 100
-- grain: one row per project (or department) and form with weighted indicators
with
indicators as (select * replace (coalesce(weight, full_score) as weight) from indicator_row where horizon = 'annual'),

compared as (
    select
        document_key,
        concat_ws('/', form, cast(project_key as varchar)) as subject,
        min(form_name) || coalesce('“' || min(project_name) || '”', '') as place,
        case when sum(weight) in (100, 90, 80) then sum(weight) else 100 end as expected,
        sum(weight) as actual,
        0 as tolerance,
        count(*) > count(weight) as is_incomplete,
        list(source_line) as source_lines,
        list(indicator_fact_key) as facts
    from indicators
    group by document_key, form, project_key
    having count(weight) > 0
)

select
    document_key,
    subject,
    case when is_incomplete then 'insufficient_data' end as outcome,
    case when is_incomplete then place || '有指标没有印出权重或分值' end as reason,
    expected,
    actual,
    tolerance,
    'score' as unit,
        place || '的指标权重之和为' || number_text(actual) || lines_text(source_lines) || '，应为' || number_text(expected)
    || '（或扣除预算执行率权重后的 90、80）。' as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
