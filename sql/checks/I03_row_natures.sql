-- I03 行内合计等于基本支出与项目支出等之和 | A row's total equals its basic, project and other expenditure
-- severity: error
-- tolerance: T1
-- applies: 分基本支出、项目支出（及上缴上级、经营、对附属单位补助支出）列示的支出表，逐行比较
-- not_applicable: 文中没有分列基本支出和项目支出的支出表
-- insufficient: 归列不能确定、表内有未归位的数字、或同一科目在一个表中重复出现时，不比较
-- formula: |合计 − (基本 + 项目 + 上缴上级 + 经营 + 对附属单位补助)| ≤ (部分个数 + 1) × u / 2；空白格按 0 计
-- example: “2010350 事业运行”合计 315.95 万元，基本支出 50.97 万元，项目支出为空，漏列 264.98 万元
-- guard: 行内至少印出一个部分才比较；基本支出不再细加人员、公用经费（由 I12 检查）
-- source: 财政部《部门预算、决算公开操作规程》（财预〔2016〕143号）：支出按基本支出和项目支出分列
-- grain: one row per table and row whose table splits expenditure by nature
with
cells as (select * from grid_cell where side = 'expenditure'),

-- the columns of one fund, stage and year of a table that split expenditure; without a column of basic expenditure its
-- personnel and public columns stand for it
splits as (
    select document_key, table_number, fund, stage, fiscal_year, bool_or(nature = 'basic') as has_basic
    from cells
    where nature in ('total', 'basic', 'basic_personnel', 'basic_public', 'project') and is_printed
    group by document_key, table_number, fund, stage, fiscal_year
    having bool_or(nature = 'total') and bool_or(nature = 'project')
        and (bool_or(nature = 'basic') or count(distinct nature) = 4)
),

-- cells that are a part of their row's total
part_cells as (
    select cells.*
    from cells
    join splits
        on splits.document_key = cells.document_key
        and splits.table_number = cells.table_number
        and splits.fund = cells.fund
        and splits.stage = cells.stage
        and splits.fiscal_year = cells.fiscal_year
    where cells.nature in ('project', 'remitted_up', 'operating', 'subsidy_to_units')
        or (cells.nature = 'basic' and splits.has_basic)
        or (cells.nature in ('basic_personnel', 'basic_public') and not splits.has_basic)
),

parts as (
    select
        document_key,
        table_number,
        row_id,
        fund,
        stage,
        fiscal_year,
        sum(coalesce(amount_yuan, 0)) as amount_yuan,
        sum(display_unit) as display_units,
        count(amount_yuan) as printed,
        bool_and(is_comparable) as is_comparable
    from part_cells
    group by document_key, table_number, row_id, fund, stage, fiscal_year
),

compared as (
    select
        total.document_key,
        total.table_number,
        total.form_name,
        total.row_id,
        total.row_name,
        total.column_id,
        total.fund,
        total.stage,
        total.fiscal_year,
        total.source_line,
        total.fact_key,
        total.amount_yuan as actual,
        parts.amount_yuan as expected,
        rounding_envelope(parts.display_units + total.display_unit) as tolerance,
        total.is_comparable and parts.is_comparable as is_comparable
    from cells as total
    join parts
        on parts.document_key = total.document_key
        and parts.table_number = total.table_number
        and parts.row_id = total.row_id
        and parts.fund = total.fund
        and parts.stage = total.stage
        and parts.fiscal_year = total.fiscal_year
    where total.nature = 'total' and total.is_printed and parts.printed > 0
),

-- what agrees needs no words: the parts of the others
said as (
    select
        cells.document_key,
        cells.table_number,
        cells.row_id,
        cells.fund,
        cells.stage,
        cells.fiscal_year,
        list(cells.amount_yuan) filter (where cells.amount_yuan is not null) as amounts,
        list(cells.source_line) as source_lines,
        list(cells.source_line) filter (where cells.is_printed) as printed_lines,
        list(cells.fact_key) as facts,
        array_to_string(
            list(cells.column_name || money_text(coalesce(cells.amount_yuan, 0)) order by cells.source_line, cells.nature)
                filter (where cells.nature = 'project' or cells.is_printed),
            '、'
        ) as written
    from part_cells as cells
    semi join compared
        on compared.document_key = cells.document_key
        and compared.table_number = cells.table_number
        and compared.row_id = cells.row_id
        and compared.fund = cells.fund
        and compared.stage = cells.stage
        and compared.fiscal_year = cells.fiscal_year
        and compared.actual <> compared.expected
    group by cells.document_key, cells.table_number, cells.row_id, cells.fund, cells.stage, cells.fiscal_year
),

explained as (
    select compared.*, said.amounts, said.source_lines, said.printed_lines, said.facts, said.written
    from compared
    left join said
        on said.document_key = compared.document_key
        and said.table_number = compared.table_number
        and said.row_id = compared.row_id
        and said.fund = compared.fund
        and said.stage = compared.stage
        and said.fiscal_year = compared.fiscal_year
)

select
    document_key,
    concat_ws('/', cast(table_number as varchar), cast(row_id as varchar), cast(column_id as varchar)) as subject,
    case when not is_comparable then 'insufficient_data' end as outcome,
    case when not is_comparable then form_name || '的“' || row_name || '”一行归列不能确定' end as reason,
    sum_slip(expected, actual, amounts, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    case
        when actual <> expected
            then form_name || '“' || row_name || '”合计' || money_text(actual) || lines_text([source_line])
                || '不等于各部分之和' || money_text(expected) || lines_text(printed_lines) || '：' || written || '，相差' || money_text(actual - expected) || '。'
    end as message,
    case when actual <> expected then lines_of(list_append(source_lines, source_line)) end as source_lines,
    case when actual <> expected then list_append(facts, fact_key) end as facts
from explained
