-- I01 上级科目等于所属下级科目之和 | A code equals the sum of the codes below it
-- severity: error
-- tolerance: T1
-- applies: 按功能分类科目逐级列示的表，逐栏比较：类 = Σ款，款 = Σ项（表中没有款时，类 = Σ项）
-- not_applicable: 文中没有同时列出上级和下级功能分类科目的表
-- insufficient: 归列不能确定、表内有未归位的数字、或同一科目在一个表中重复出现时，不比较
-- formula: |上级 − Σ下级| ≤ (下级个数 + 1) × u / 2，u 为末位数字的单位；空白格按 0 计
-- example: “20103”款项目支出 264.98 万元，其项“2010350”项目支出为空：264.98 ≠ 0
-- guard: 只比较同一表、同一栏（资金、性质、阶段、年度相同）；某栏从不印上级科目的，该栏不比较
-- source: 《政府收支分类科目》：支出功能分类设类、款、项三级，上级科目为所属下级科目的汇总
-- grain: one row per table, column and functional code that has codes below it in the same table
with
cells as (select * from grid_cell where item = 'code' and functional_code is not null),

sums as (
    select
        document_key,
        table_number,
        side,
        parent_code,
        column_id,
        sum(coalesce(amount_yuan, 0)) as amount_yuan,
        sum(display_unit) as display_units,
        count(amount_yuan) as printed,
        bool_and(is_comparable) as is_comparable
    from cells
    where parent_code is not null
    group by document_key, table_number, side, parent_code, column_id
),

compared as (
    select
        parent.document_key,
        parent.table_number,
        parent.side,
        parent.form_name,
        parent.row_name,
        parent.column_id,
        parent.column_name,
        parent.code,
        parent.source_line,
        parent.fact_key,
        coalesce(parent.amount_yuan, 0) as actual,
        sums.amount_yuan as expected,
        rounding_envelope(sums.display_units + parent.display_unit) as tolerance,
        parent.is_comparable and sums.is_comparable as is_comparable,
        parent.is_printed or sums.printed > 0 as is_due,
        bool_or(parent.is_printed) over (
            partition by parent.document_key, parent.table_number, parent.side, parent.column_id
        ) as column_prints_parents
    from cells as parent
    join sums
        on sums.document_key = parent.document_key
        and sums.table_number = parent.table_number
        and sums.side = parent.side
        and sums.parent_code = parent.code
        and sums.column_id = parent.column_id
),

-- what agrees needs no words: the parts of the others, and what the columns of their rows are off by, since one has too
-- much what another has too little
parts as (
    select
        cells.document_key,
        cells.table_number,
        cells.side,
        cells.parent_code,
        cells.column_id,
        list(cells.amount_yuan) filter (where cells.amount_yuan is not null) as amounts,
        list(cells.source_line) as source_lines,
        list(cells.source_line) filter (where cells.is_printed) as printed_lines,
        list(cells.fact_key) as facts
    from cells
    semi join compared
        on compared.document_key = cells.document_key
        and compared.table_number = cells.table_number
        and compared.side = cells.side
        and compared.code = cells.parent_code
        and compared.column_id = cells.column_id
        and compared.actual <> compared.expected
    group by cells.document_key, cells.table_number, cells.side, cells.parent_code, cells.column_id
),

differences as (
    select document_key, table_number, side, code, list(actual - expected) as differences
    from compared
    where actual <> expected
    group by document_key, table_number, side, code
),

explained as (
    select
        compared.*,
        parts.amounts,
        parts.source_lines,
        parts.printed_lines,
        parts.facts,
        differences.differences
    from compared
    left join parts
        on parts.document_key = compared.document_key
        and parts.table_number = compared.table_number
        and parts.side = compared.side
        and parts.parent_code = compared.code
        and parts.column_id = compared.column_id
    left join differences
        on differences.document_key = compared.document_key
        and differences.table_number = compared.table_number
        and differences.side = compared.side
        and differences.code = compared.code
    where compared.is_due and compared.column_prints_parents
)

select
    document_key,
    concat_ws('/', cast(table_number as varchar), code, cast(column_id as varchar)) as subject,
    case when not is_comparable then 'insufficient_data' end as outcome,
    case when not is_comparable then form_name || '的“' || row_name || '”或其下级科目归列不能确定' end as reason,
    case
        when is_shifted(actual - expected, differences, tolerance) then 'column_shift'
        when actual <> 0 and expected = 0 then 'missing_cell'
        else sum_slip(expected, actual, amounts, tolerance)
    end as diagnosis,
    expected,
    actual,
    tolerance,
    case
        when actual <> expected
            then form_name || '“' || row_name || '”的' || column_name || money_text(actual) || lines_text([source_line])
                || '不等于所属下级科目之和' || money_text(expected) || lines_text(printed_lines)
                || '，相差' || money_text(actual - expected) || '。'
    end as message,
    case when actual <> expected then lines_of(list_append(source_lines, source_line)) end as source_lines,
    case when actual <> expected then list_append(facts, fact_key) end as facts
from explained
