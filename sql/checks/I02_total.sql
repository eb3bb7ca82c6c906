-- I02 合计等于各类科目之和 | The total equals the sum of its classes
-- severity: error
-- tolerance: T1
-- applies: 有合计行、按功能分类科目列示的表，逐栏比较：合计 = Σ类（表中没有类时，= Σ最上一级科目）
-- not_applicable: 文中没有既有合计行又列出功能分类科目的表
-- insufficient: 归列不能确定、表内有未归位的数字、或同一科目在一个表中重复出现时，不比较
-- formula: |合计 − Σ类| ≤ (类的个数 + 1) × u / 2，u 为末位数字的单位；空白格按 0 计
-- example: 合计行基本支出 50.97 万元，而各类之和 50.97 + 11.08 + 3.01 + 8.48 = 73.54 万元
-- guard: 收支总表、财政拨款收支总表由 I05、I08 检查；某栏从不印合计或从不印科目的不比较
-- source: 财政部《部门预算、决算公开操作规程》（财预〔2016〕143号）：公开到功能分类项级科目，表内合计与明细相符
-- grain: one row per table and column with a total row and functional codes
with
cells as (
    select * from grid_cell
    where form not in ('revenue_expenditure_summary', 'fiscal_appropriation_summary')
),

sums as (
    select
        document_key,
        table_number,
        side,
        column_id,
        sum(coalesce(amount_yuan, 0)) as amount_yuan,
        sum(display_unit) as display_units,
        count(amount_yuan) as printed,
        list(amount_yuan) filter (where amount_yuan is not null) as amounts,
        list(source_line) as source_lines,
        list(source_line) filter (where is_printed) as printed_lines,
        list(fact_key) as facts,
        bool_and(is_comparable) as is_comparable
    from cells
    where item = 'code' and functional_code is not null and parent_code is null
    group by document_key, table_number, side, column_id
),

compared as (
    select
        total.document_key,
        total.table_number,
        total.form_name,
        total.column_id,
        total.column_name,
        total.source_line,
        total.fact_key,
        total.amount_yuan as actual,
        sums.amount_yuan as expected,
        rounding_envelope(sums.display_units + total.display_unit) as tolerance,
        sums.amounts,
        sums.source_lines,
        sums.printed_lines,
        sums.facts,
        total.is_comparable and sums.is_comparable as is_comparable
    from cells as total
    join sums
        on sums.document_key = total.document_key
        and sums.table_number = total.table_number
        and sums.side = total.side
        and sums.column_id = total.column_id
    where total.item = 'total' and total.is_printed and (sums.printed > 0 or total.amount_yuan <> 0)
)

select
    document_key,
    concat_ws('/', cast(table_number as varchar), cast(column_id as varchar)) as subject,
    case when not is_comparable then 'insufficient_data' end as outcome,
    case when not is_comparable then form_name || '的' || column_name || '一栏归列不能确定' end as reason,
    sum_slip(expected, actual, amounts, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    -- what agrees needs no words
    case
        when actual <> expected
            then form_name || '合计行的' || column_name || money_text(actual) || lines_text([source_line])
                || '不等于各类科目之和' || money_text(expected) || lines_text(printed_lines)
                || '，相差' || money_text(actual - expected) || '。'
    end as message,
    case when actual <> expected then lines_of(list_append(source_lines, source_line)) end as source_lines,
    case when actual <> expected then list_append(facts, fact_key) end as facts
from compared
