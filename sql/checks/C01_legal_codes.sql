-- C01 科目代码合法 | Codes are legal
-- severity: error
-- tolerance: T0
-- applies: 功能分类代码：3、5 或 7 位，201—234 类；经济分类代码：3 或 5 位，301—399（部门）或 501—599（政府）类
-- not_applicable: 文中没有印出科目代码的表
-- insufficient: 无
-- formula: 代码的位数和类在范围之内
-- example: “2010350”合法；“20103500”多一位
-- guard: 只报位数或类不合法；是否当年有效由 C02 检查；一个文件中每个代码只报一次
-- source: 财政部《政府收支分类科目》
-- grain: one row per code of a document
with
cells as (select * from money_cell where code is not null),

codes as (
    select
        document_key,
        functional_code is not null as is_functional,
        code,
        min(form_name) as form_name,
        min(row_name) as row_name,
        min(source_line) as source_line,
        min(line_key) as line_key
    from cells
    group by document_key, functional_code is not null, code
),

compared as (
    select
        document_key,
        case when is_functional then 'functional/' else 'economic/' end || code as subject,
        case
            when is_functional
                then length(code) in (3, 5, 7) and left(code, 3) between '201' and '234'
            else length(code) in (3, 5) and (left(code, 3) between '301' and '399' or left(code, 3) between '501' and '599')
        end as is_legal,
        form_name,
        row_name,
        code,
        [source_line] as source_lines,
        [line_key] as facts
    from codes
)

select
    document_key,
    subject,
    case when is_legal then 'pass' else 'fail' end as outcome,
    'text' as unit,
    case when not is_legal then '3、5或7位的功能科目，3或5位的经济科目' end as expected_text,
    code as actual_text,
    case
        when not is_legal
            then form_name || '“' || row_name || '”的科目代码' || code || lines_text(source_lines)
                || '不合法：位数或类不在《政府收支分类科目》的范围之内。'
    end as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
