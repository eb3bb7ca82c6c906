-- XF10 非财政拨款收支差额由结转结余说明 | Final account: money beside the appropriation is explained by balances
-- severity: info
-- tolerance: T1
-- applies: 决算：(支出 − 财政拨款支出) = (收入 − 财政拨款收入) + 使用非财政拨款结余 − 结余分配 + 非财政拨款结转结余（年初 − 年末）
-- not_applicable: 不是决算，或收支总表、财政拨款收支总表没有同时印出本年收支和年初、年末结转
-- insufficient: 有一个数字归列不能确定，或同一表式的几张表数字不同时，不比较
-- formula: |左 − 右| ≤ (n + 1) · u / 2，n 为参加计算的数字个数
-- example: 收入全部为财政拨款，支出比财政拨款支出多 100.00 万元，而非财政拨款年初、年末结转都是零
-- guard: 两表八个数字都有行才比较，空白格按零；使用非财政拨款结余、结余分配没有行时按零；只作提示
-- source: 《部门决算报表》财决01表、财决01-1表
-- grain: one row per final account that prints both summaries with their balances
with
figures as (
    select *
    from figure
    where document_kind = 'final_account'
        and is_own_year
        and stage = 'final'
        and nature = 'total'
        and code = ''
        and (
            (form = 'revenue_expenditure_summary' and fund = 'all')
            or (form = 'fiscal_appropriation_summary' and fund = 'fiscal_appropriation')
        )
),

-- `weight` brings every term to the side of the other expenditure
terms(item, side, weight) as (
    values
    ('current_year_total', 'expenditure', 1),
    ('current_year_total', 'revenue', -1),
    ('carry_in', 'revenue', -1),
    ('carry_out', 'expenditure', 1),
    ('use_of_surplus', 'revenue', -1),
    ('surplus_distribution', 'expenditure', 1)
),

parts as (
    select
        figures.document_key,
        figures.item,
        figures.side,
        terms.weight * case when figures.form = 'fiscal_appropriation_summary' then -1 else 1 end as weight,
        coalesce(figures.amount_yuan, 0) as amount_yuan,
        figures.display_unit,
        figures.is_printed,
        figures.is_comparable,
        figures.source_line,
        figures.fact_key
    from figures
    join terms
        on terms.item = figures.item
        and terms.side = figures.side
),

compared as (
    select
        document_key,
        'document' as subject,
        sum(amount_yuan * weight) filter (where item = 'current_year_total' and side = 'expenditure') as actual,
        -coalesce(sum(amount_yuan * weight) filter (where item <> 'current_year_total' or side = 'revenue'), 0) as expected,
        rounding_envelope(sum(display_unit)) as tolerance,
        bool_and(is_comparable) as is_comparable,
        list(source_line) filter (where is_printed and item = 'current_year_total' and side = 'expenditure') as actual_lines,
        list(source_line) filter (where is_printed and (item <> 'current_year_total' or side = 'revenue')) as other_lines,
        list(source_line) as source_lines,
        list(fact_key) as facts
    from parts
    group by document_key
    having count(*) filter (where item in ('carry_in', 'carry_out')) = 4
        and count(*) filter (where item = 'current_year_total' and is_printed) = 4
)

select
    document_key,
    subject,
    case when not is_comparable then 'insufficient_data' end as outcome,
    case when not is_comparable then '收支总表或财政拨款收支总表的数字归列不能确定' end as reason,
    slip(expected, actual, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    differ_message(
        '支出减财政拨款支出', actual, actual_lines, '非财政拨款收入与结转结余变动之和', expected, other_lines
    ) as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
