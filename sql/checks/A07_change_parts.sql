-- A07 基本支出、项目支出增减之和等于总支出增减 | The changes of basic and project expenditure add up to the total change
-- severity: warning
-- tolerance: T1
-- applies: 同一行文字：支出增减额 = 基本支出增减额 + 项目支出增减额（与同一基数相比）
-- not_applicable: 正文没有在同一行文字里写明支出总额、基本支出和项目支出的增减额
-- insufficient: 无
-- formula: |总增减 − Σ构成增减| ≤ Σu / 2；数字的末位单位由文字中该数字的写法决定（2.4 万元为 0.1 万元）
-- example: 支出增加 230.62 万元，其中基本支出增加 58.12 万元、项目支出增加 172.5 万元
-- guard: 只在同一行文字、三项都写明、每项只写一次时比较；有经营支出、上缴上级等其他变动的不比较
-- source: 算术
-- grain: one row per line of text with the three changes
with
claims as (
    select *
    from claim
    where is_own_year
        and change_yuan is not null
        and topic in (
            'expenditure_total', 'general_expenditure', 'basic_expenditure', 'general_basic_expenditure',
            'project_expenditure', 'operating_expenditure', 'remitted_up', 'subsidy_to_units'
        )
),

sums as (
    select
        document_key,
        source_line,
        base,
        max(change_yuan) filter (where topic in ('expenditure_total', 'general_expenditure')) as actual,
        count(*) filter (where topic in ('expenditure_total', 'general_expenditure')) as totals,
        count(*) filter (where topic in ('basic_expenditure', 'general_basic_expenditure')) as basics,
        count(*) filter (where topic = 'project_expenditure') as projects,
        count(*) filter (where topic in ('operating_expenditure', 'remitted_up', 'subsidy_to_units')) as others,
        sum(change_yuan) filter (where topic not in ('expenditure_total', 'general_expenditure')) as expected,
        list(change_yuan) filter (where topic not in ('expenditure_total', 'general_expenditure')) as amounts,
        sum(change_unit) as display_units,
        list(statement_key) as facts
    from claims
    group by document_key, source_line, base
),

compared as (
    select
        *,
        concat_ws('/', cast(source_line as varchar), base) as subject,
        rounding_envelope(display_units) as tolerance,
        [source_line] as source_lines
    from sums
    where totals = 1 and basics = 1 and projects = 1 and others = 0
)

select
    document_key,
    subject,
    sum_slip(expected, actual, amounts, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    differ_message('正文支出总额的增减', actual, source_lines, '基本支出、项目支出增减之和', expected, source_lines) as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
