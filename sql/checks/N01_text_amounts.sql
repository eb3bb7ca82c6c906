-- N01 正文金额与报表一致 | An amount claimed in the text equals the same quantity in its table
-- severity: error
-- tolerance: T2
-- applies: 正文中收入、支出、基本、项目、人员、公用及功能、经济科目的金额（本年度、同一阶段）= 表中同一数字
-- not_applicable: 正文没有报表中也印出的金额
-- insufficient: 表中相应数字归列不能确定时，不比较
-- formula: |文字 − 表格| ≤ u / 2 + u′ / 2；表中可能所指的数字有几个时，等于其中之一即为一致
-- example: 正文人员支出 64.54 万元，基本支出表人员经费合计 64.54 万元
-- guard: 只比较本年度、阶段相同的金额；可能所指的数字有一个不能确定时，只有与某个确定的数字正好差一次错位（颠倒、单位、正负）且至少四位数的才算不一致；正文没有说明资金口径时，等于任一口径的数字即为一致；有其他资金的文件，正文人员、公用经费大于一般公共预算的不比较；比较金额（增减额、上年数）、原因说明中的金额和机关运行经费中的各项（只是行政和参公单位的）不比较
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）：公开文字说明与报表数据一致
-- grain: one row per amount claimed about a topic that a table of the document gives
with
figures as (select * from topic_figure),

said as (
    select
        *,
        is_sure and abs(expected) >= 1000 * figure_unit and slip(expected, actual, tolerance) is not null as is_slip,
        bool_or(is_whole) over (partition by statement_key) as has_whole
    from said_figure
    where share_of is distinct from 'operating_cost'
        and topic in (
            'revenue_total', 'expenditure_total', 'revenue_expenditure_total', 'fiscal_appropriation_total',
            'fiscal_appropriation_revenue', 'fiscal_appropriation_expenditure', 'general_revenue', 'general_expenditure',
            'general_basic_expenditure', 'basic_expenditure', 'project_expenditure', 'personnel', 'public_funds',
            'functional', 'economic'
        )
),

-- of the figures that may be meant the one that a slip explains, else the nearest
meant as (
    select *
    from said
    qualify row_number() over (
        partition by statement_key
        order by
            case when distance <= tolerance then 0 when is_slip then 1 else 2 end, distance, figure_line, fact_key
    ) = 1
),

-- documents with other money than the general budget: their tables give personnel and public funds of the latter only
mixed as (
    select all_money.document_key, all_money.stage
    from figures as all_money
    join figures as general
        on general.document_key = all_money.document_key
        and general.stage = all_money.stage
        and general.topic = 'general_expenditure'
    where all_money.topic = 'expenditure_total'
    group by all_money.document_key, all_money.stage
    having max(all_money.amount_yuan) > max(general.amount_yuan)
),

compared as (
    select
        meant.* exclude (is_comparable),
        (meant.is_comparable or meant.is_slip)
            and (meant.has_whole or meant.actual < meant.expected)
            and not (
                meant.topic in ('personnel', 'public_funds')
                and meant.actual > meant.expected
                and mixed.document_key is not null
            ) as is_comparable
    from meant
    left join mixed
        on mixed.document_key = meant.document_key
        and mixed.stage = meant.stage
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
