-- I20 自评得分不大于分值，并与完成情况相符 | A score is at most its full score and follows completion
-- severity: warning
-- tolerance: T0
-- applies: 自评指标：得分 ≤ 分值；目标为数值、方向为“≥”而完成值不到目标的，不得满分
-- not_applicable: 文中没有印出得分和分值的绩效指标
-- insufficient: 无
-- formula: 得分 ≤ 分值；完成值 < 目标（≥）时，得分 < 分值
-- example: 分值 10，得分 12
-- guard: 只比较同一单位的数值指标；完成率达到目标 99% 的视为完成（舍入）；没有完成值的只比较得分与分值
-- source: 《项目支出绩效评价管理办法》（财预〔2020〕10号）
-- grain: one row per indicator with a score and a full score
with
indicators as (
    select *
    from indicator_row
    where score is not null and full_score is not null
),

compared as (
    select
        document_key,
        cast(indicator_fact_key as varchar) as subject,
        '指标“' || name || '”' as place,
        full_score as expected,
        score as actual,
        0 as tolerance,
        target_text,
        actual_text,
        score > full_score as is_above,
        comparator in ('>=', '>')
            and score = full_score
            and full_score > 0
            and actual_value is not null
            and target_value > 0
            and not contains(coalesce(actual_text, ''), '≥')
            and contains(coalesce(actual_text, ''), '%') = contains(coalesce(target_text, ''), '%')
            and implied_value < target_value * 0.99 as is_unearned,
        [source_line] as source_lines,
        [indicator_fact_key] as facts,
        source_line
    from indicators
)

select
    document_key,
    subject,
    case when is_above or is_unearned then 'fail' else 'pass' end as outcome,
    case when is_above then 'warning' else 'info' end as severity,
    expected,
    actual,
    tolerance,
    'score' as unit,
        place || '得分' || number_text(actual) || lines_text([source_line])
    || case when is_above then '大于分值' || number_text(expected) || '。' else '为满分，而完成值' || actual_text || '未达到目标' || target_text || '。' end as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
