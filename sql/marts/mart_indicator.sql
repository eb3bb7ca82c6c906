-- mart_indicator 绩效指标 | Performance indicators
-- rows: 每份文档的每条绩效指标一行 | One row per performance indicator of a document
-- key: indicator_fact_key
-- kind: table
-- choice: 完成值写成百分数而目标不是百分数的，是完成目标的比例，折合后比较；没有比较符的目标，成本指标以不高于为完成，其他以不低于为完成。
-- project_name varchar: 项目名称；部门整体指标为空 | Name of the project; null for the whole department
-- level1 varchar: 一级指标 | First level
-- level2 varchar: 二级指标 | Second level
-- name varchar: 指标名称 | Name of the indicator
-- reached_value decimal(20,4): 完成值，按目标的单位；比例已折合 | Actual value in the target's unit; a share of the target is converted
-- is_attained boolean: 是否达到目标；没有数值可比时为空 | Whether the target is reached; null where there are no numbers to compare
-- deviation_pct decimal(18,4): 完成值比目标高低（%） | How far the actual value is above or below the target, in percent
-- score_rate_pct decimal(18,4): 得分占分值（%） | Score in percent of the full score
-- is_score_at_odds boolean: 得分与完成情况是否不符：未达目标却得满分，或达到目标却被扣分 | Whether the score contradicts the values: full marks without attainment, or marks lost with it
-- finding_keys bigint[]: 涉及本行的错误和警告 | Errors and warnings that the row's facts take part in
-- is_in_doubt boolean: 是否有错误或警告涉及 | Whether an error or a warning is about it
-- source_form varchar: 取自哪种表 | Form that the indicator stands in
with
documents as (select * from mart_document),
doubts as (select * from mart_doubt),
facts as (select * from fact_indicator),
forms as (select * from dim_form),
indicators as (select * from dim_indicator),
projects as (select * from dim_project),

named as (
    select
        facts.*,
        forms.code as source_form,
        case when facts.project_key <> 0 then projects.name end as project_name,
        indicators.level1,
        indicators.level2,
        indicators.name,
        contains(coalesce(facts.target_text, ''), '%') or coalesce(facts.unit, '') in ('%', '％', '百分比') as is_percent,
        coalesce(indicators.level2, '') like '%成本%' as is_cost
    from facts
    join forms on forms.form_key = facts.form_key
    join indicators on indicators.indicator_key = facts.indicator_key
    join projects on projects.project_key = facts.project_key
),

reached as (
    select
        named.*,
        case
            when contains(coalesce(actual_text, ''), '%') and not is_percent
                then cast(target_value * actual_value / 100 as decimal(20, 4))
            else actual_value
        end as reached_value
    from named
),

compared as (
    select
        reached.*,
        case
            when reached_value is null or target_value is null then null
            when comparator = '>=' then reached_value >= target_value
            when comparator = '>' then reached_value > target_value
            when comparator = '<=' then reached_value <= target_value
            when comparator = '<' then reached_value < target_value
                or contains(coalesce(actual_text, ''), '<')
            when comparator = '=' and is_cost then reached_value <= target_value
            when comparator = '=' then reached_value >= target_value
        end as is_attained
    from reached
)

select
    compared.indicator_fact_key,
    documents.document_key,
    documents.department_key,
    documents.department_name,
    documents.region_key,
    documents.region_name,
    documents.place,
    documents.admin_level,
    documents.document_kind,
    documents.fiscal_year,
    documents.scope,
    compared.project_key,
    compared.project_name,
    compared.level1,
    compared.level2,
    compared.name,
    compared.horizon,
    compared.comparator,
    compared.target_text,
    compared.target_value,
    compared.actual_text,
    compared.actual_value,
    compared.reached_value,
    compared.unit,
    compared.is_attained,
    cast(
        100 * (compared.reached_value - compared.target_value) / nullif(compared.target_value, 0) as decimal(18, 4)
    ) as deviation_pct,
    compared.weight,
    compared.score,
    compared.full_score,
    cast(100 * compared.score / nullif(compared.full_score, 0) as decimal(18, 4)) as score_rate_pct,
    (not compared.is_attained and compared.score >= compared.full_score)
        or (compared.is_attained and compared.score < compared.full_score) as is_score_at_odds,
    compared.is_core,
    compared.source_form,
    compared.source_line,
    coalesce(doubts.finding_keys, []) as finding_keys,
    doubts.fact_key is not null as is_in_doubt
from compared
join documents on documents.document_key = compared.document_key
left join doubts on doubts.fact_key = compared.indicator_fact_key
