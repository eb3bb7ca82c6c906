-- N04 正文“三公”经费与报表一致 | The three public expenses in the text equal their table
-- severity: error
-- tolerance: T2
-- applies: 正文“三公”经费总额及各项（年初预算、全年预算、决算分开）= “三公”经费支出表同一阶段的数字
-- not_applicable: 正文没有“三公”经费金额，或文中没有“三公”经费表
-- insufficient: 表中相应数字归列不能确定时，不比较
-- formula: |文字 − 表格| ≤ u / 2 + u′ / 2；表中可能所指的数字有几个时，等于其中之一即为一致
-- example: 正文公务接待费 2.02 万元，“三公”经费支出表决算 2.02 万元
-- guard: 年初预算、全年预算、决算分开比较；其中项（国（境）外接待、加油、维修等）和单价不比较：同一项有几个金额时只比较最大者
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）：公开文字说明与报表数据一致
-- grain: one row per amount claimed about a topic that a table of the document gives
with
said as (
    select *
    from said_figure
    where topic in (
            'three_public_total', 'overseas_travel', 'official_vehicle', 'vehicle_purchase', 'vehicle_operation', 'reception'
        )
        and coalesce(share_of, '') in ('', 'three_public_total', 'official_vehicle') -- no part of an item
),

-- the largest amount of an item, and the nearest of the figures that may be meant
compared as (
    select *
    from said
    qualify (
            actual >= max(actual) over (partition by document_key, topic, stage)
            or topic not in ('reception', 'vehicle_operation', 'vehicle_purchase')
        )
        and row_number() over (partition by statement_key order by distance, figure_line, fact_key) = 1
)

select
    document_key,
    cast(statement_key as varchar) as subject,
    case when not is_comparable and actual <> expected then 'insufficient_data' end as outcome,
    case when not is_comparable and actual <> expected then place || '归列不能确定，或正文所指的资金范围不同' end as reason,
    slip(expected, actual, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    differ_message(said, actual, [claim_line], place, expected, [figure_line]) as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
