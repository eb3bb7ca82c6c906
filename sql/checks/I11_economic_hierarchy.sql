-- I11 经济分类：类等于款之和，合计等于类之和 | Economic classification: a class equals its items, the total its classes
-- severity: error
-- tolerance: T1
-- applies: 按经济分类列示的表（基本支出表等），逐栏比较：类 = Σ款，合计 = Σ类
-- not_applicable: 文中没有同时列出经济分类上下级科目或合计的表
-- insufficient: 归列不能确定、表内有未归位的数字、或同一行列有两个数字时，不比较
-- formula: |上级 − Σ下级| ≤ (下级个数 + 1) × u / 2；空白格按 0 计
-- example: 302 类公用经费 40.12 万元，302 各款之和 40.10 万元：在舍入范围内
-- guard: 只比较同一表、同一栏；某栏从不印上级的不比较；合计行只与没有上级的科目相加；收支总表中没有分类列示的合计、“三公”表和支出总表的经济分类栏不比较；人员经费、公用经费两栏的合计由 I13 比较
-- source: 《政府收支分类科目》：部门预算支出经济分类设类、款两级
-- grain: one row per table, column and code (or total) with codes below it
with
-- 三公表的会议费、培训费和支出总表的经济分类栏不是全部各类
cells as (
    select *
    from grid_cell
    where side = 'expenditure' and form not in ('three_public', 'expenditure_detail', 'general_expenditure')
),

sums as (
    select
        document_key,
        table_number,
        coalesce(parent_code, '') as parent_code,
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
    where item = 'code' and economic_code is not null
    group by document_key, table_number, coalesce(parent_code, ''), column_id
),

parents as (
    select
        cells.*,
        case when item = 'code' then code else '' end as own_code,
        bool_or(is_printed) over (
            partition by document_key, table_number, column_id, item = 'code'
        ) as column_prints_parents
    from cells
    where (item = 'code' and economic_code is not null)
        or (item = 'total' and nature not in ('basic_personnel', 'basic_public'))
),

compared as (
    select
        parent.document_key,
        concat_ws('/', cast(parent.table_number as varchar), parent.own_code, cast(parent.column_id as varchar)) as subject,
        parent.form_name || '“' || parent.row_name || '”的' || parent.column_name as place,
        case when parent.item = 'code' then '所属各款之和' else '各类之和' end as other_place,
        coalesce(parent.amount_yuan, 0) as actual,
        sums.amount_yuan as expected,
        rounding_envelope(sums.display_units + parent.display_unit) as tolerance,
        sums.amounts,
        [parent.source_line] as actual_lines,
        sums.printed_lines,
        sums.source_lines,
        list_append(sums.facts, parent.fact_key) as facts,
        parent.is_comparable and sums.is_comparable as is_comparable
    from parents as parent
    join sums
        on sums.document_key = parent.document_key
        and sums.table_number = parent.table_number
        and sums.parent_code = parent.own_code
        and sums.column_id = parent.column_id
    where parent.column_prints_parents
        and (parent.is_printed or sums.printed > 0)
        -- 收支总表只把基本支出分到各类
        and (sums.printed > 0 or parent.form not in ('revenue_expenditure_summary', 'fiscal_appropriation_summary'))
)

select
    document_key,
    subject,
    case when not is_comparable then 'insufficient_data' end as outcome,
    case when not is_comparable then unsure_text(place) end as reason,
    sum_slip(expected, actual, amounts, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    differ_message(place, actual, actual_lines, other_place, expected, printed_lines) as message,
    lines_of(list_concat(source_lines, actual_lines)) as source_lines,
    facts
from compared
