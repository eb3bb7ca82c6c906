-- S04 单位名称一致 | Covers and tables name the publisher
-- severity: warning
-- tolerance: T0
-- applies: 封面、表头“编制单位”“部门”等栏的名称与公开单位一致
-- not_applicable: 封面和表头没有印出单位名称
-- insufficient: 所有名称都与公开单位不同时，不能断定哪一个不对
-- formula: 名称 = 公开单位（全称、简称、带“本级”“汇总”的都算）
-- example: “编制单位：某区财政局”出现在某区司法局的预算表上
-- guard: 去掉地名和括注再比；互相包含，或六成以上的字相同的，视为同一单位的全称与简称；文中必须另有名称与公开单位一致
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）：公开主体为各部门、各单位
-- grain: one row per different name that covers and tables print
with
printed as (
    select
        document_key,
        text as name,
        min(department_name) as department,
        list(source_line) as source_lines
    from mark
    where kind = 'publisher'
    group by document_key, text
),

-- what is left of a name without place and remarks
cores as (
    select
        *,
        regexp_replace(regexp_replace(name, '[(（][^)）]*[)）]?', '', 'g'), '^.{0,12}(省|市|区|县|旗|州|盟|镇|乡|人民政府)', '') as core,
        regexp_replace(
            regexp_replace(department, '[(（][^)）]*[)）]?', '', 'g'), '^.{0,12}(省|市|区|县|旗|州|盟|镇|乡|人民政府)', ''
        ) as department_core
    from printed
),

alike as (
    select
        *,
        contains(department, name)
            or contains(name, department)
            or contains(department, core)
            or contains(name, department_core)
            or len(list_intersect(string_split(core, ''), string_split(department_core, ''))) * 5
                >= least(
                    len(list_distinct(string_split(core, ''))), len(list_distinct(string_split(department_core, '')))
                ) * 3 as is_alike
    from cores
),

compared as (
    select
        *,
        bool_or(is_alike) over (partition by document_key) as is_certain
    from alike
)

select
    document_key,
    name as subject,
    case when is_alike then 'pass' when is_certain then 'fail' else 'insufficient_data' end as outcome,
    '表头和封面的名称都与公开单位“' || department || '”不同' as reason,
    'text' as unit,
    department as expected_text,
    name as actual_text,
    '单位名称写为“' || name || '”' || lines_text(source_lines) || '，公开单位是“' || department || '”。' as message,
    lines_of(source_lines) as source_lines,
    cast([] as bigint[]) as facts
from compared
