-- D04 部门数不小于所属单位之和 | A department's figures are at least those of its units together
-- severity: warning
-- tolerance: T2
-- across: 同一地区、同一年度、同一文种的部门汇总公开与其所属单位（含同名的本级）公开
-- applies: 收入、支出、财政拨款、一般公共预算、基本支出、“三公”、政府性基金和国有资本经营各表的合计和各类科目：部门 ≥ 已公开的所属单位之和
-- not_applicable: 不是部门汇总公开，或没有其本级、所属单位同一年度、同一文种的公开
-- insufficient: 部门或有关单位的数字归列不能确定，或单位之间有补助、上缴（汇总时抵销）的，不比较
-- formula: 部门数 ≥ Σ 单位数 − Σ u / 2（部门与参加相加的各单位）；单位不全时，部分之和同样不得大于部门
-- example: 某局部门支出合计 900.00 万元，局本级 600.00 万元、所属某中心 350.00 万元：部分大于整体
-- guard: 所属关系只取文件自己所说：同名、部门列出的单位，部门没有列出时取单位所称的主管部门；只比较现行版本；部门和单位按公开范围区分，不按名称；名称去掉地名后不唯一、两个部门都列出的单位不算；只在部门大于等于任何一处所印的数仍小于单位之和时提醒；负数和结转结余不比较
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）：部门预决算包括本级和所属单位预决算
-- grain: one row per total or class of codes, and column, that the department and at least one of its units print
with
units as (select * from own_unit),
figures as (select * from family_figure),

sums as (
    select
        whole.document_key,
        whole.fact_key,
        sum(part.least_yuan) as amount_yuan,
        sum(part.display_unit) as display_units,
        bool_and(part.is_comparable) as is_comparable,
        list(
            struct_pack(name := units.unit_name, yuan := part.least_yuan) order by part.least_yuan desc, units.unit_name
        ) as parts
    from units
    join figures as whole on whole.document_key = units.document_key
    join figures as part
        on part.document_key = units.unit_key
        and part.form = whole.form
        and part.side = whole.side
        and part.item = whole.item
        and part.functional_key = whole.functional_key
        and part.economic_key = whole.economic_key
        and part.nature = whole.nature
        and part.stage = whole.stage
        and part.fund = whole.fund
    group by whole.document_key, whole.fact_key
),

compared as (
    select
        whole.document_key,
        concat_ws(
            '/', whole.form, whole.side, whole.item, whole.functional_key, whole.economic_key, whole.nature, whole.stage,
            whole.fund
        ) as subject,
        whole.form_name || '“' || whole.row_name || '”' || whole.column_name as place,
        whole.most_yuan as actual,
        sums.amount_yuan as expected,
        rounding_envelope(whole.display_unit + sums.display_units) as tolerance,
        whole.is_comparable and sums.is_comparable as is_comparable,
        sums.parts,
        whole.source_line,
        whole.fact_key
    from sums
    join figures as whole
        on whole.document_key = sums.document_key
        and whole.fact_key = sums.fact_key
)

select
    document_key,
    subject,
    case when not is_comparable then 'insufficient_data' when actual >= expected then 'pass' end as outcome,
    case when not is_comparable then place || '或单位的同一数字归列不能确定，或单位之间有往来' end as reason,
    cast(
        sum_slip(expected, actual, list_transform(parts, lambda part: part.yuan), tolerance) as varchar
    ) as diagnosis,
    expected,
    actual,
    tolerance,
    -- what is large enough needs no words
    case
        when actual < expected
            then '部门的' || place || money_text(actual) || lines_text([source_line]) || '小于所属'
                || cast(len(parts) as varchar) || '个单位之和' || money_text(expected) || '（'
                || array_to_string(
                    list_transform(list_slice(parts, 1, 4), lambda part: part.name || money_text(part.yuan)), '、'
                )
                || case when len(parts) > 4 then '等' else '' end || '），少' || money_text(expected - actual) || '。'
    end as message,
    [source_line] as source_lines,
    [fact_key] as facts
from compared
