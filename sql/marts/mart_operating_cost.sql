-- mart_operating_cost 机关运行经费与人数 | Operating cost and people
-- rows: 每份文档、每个预算阶段一行 | One row per document and stage
-- key: document_key, stage
-- kind: table
-- choice: 只列文档自身的阶段：预算公开为年初预算，决算公开为决算。
-- operating_cost_yuan decimal(18,2): 机关运行经费（元）；没有写明时为空，不以公用经费代替 | Operating cost in yuan; null when not stated, public funds do not stand in for it
-- public_yuan decimal(18,2): 一般公共预算公用经费（元） | Public funds of the general public budget in yuan
-- personnel_yuan decimal(18,2): 一般公共预算人员经费（元） | Personnel funds of the general public budget in yuan
-- expenditure_yuan decimal(18,2): 本年支出合计（元） | Expenditure of the year in yuan
-- personnel_per_head_yuan decimal(18,2): 人均人员经费（元） | Personnel funds per head in yuan
-- public_per_head_yuan decimal(18,2): 人均公用经费（元） | Public funds per head in yuan
-- operating_cost_per_head_yuan decimal(18,2): 人均机关运行经费（元） | Operating cost per head in yuan
-- vehicles decimal(20,4): 公务用车辆数 | Vehicles in use
-- people_per_vehicle decimal(18,2): 每辆车对应人数 | People per vehicle
-- finding_keys bigint[]: 涉及本行的错误和警告 | Errors and warnings that the row's facts take part in
with
documents as (select * from mart_document),
figures as (
    select *
    from mart_figure
    where measure in ('operating_cost', 'public_funds', 'personnel', 'expenditure_total')
        and stage = case when document_kind = 'budget' then 'budget' else 'final' end
),
statements as (select * from fact_statement where topic = 'vehicles' and quantity is not null),

-- the first count is the whole, kinds of vehicles follow it
vehicles as (
    select
        document_key,
        arg_min(quantity, source_start) as vehicles,
        arg_min(statement_key, source_start) as statement_key
    from statements
    group by document_key
),

listed as (
    select
        document_key,
        stage,
        max(amount_yuan) filter (where measure = 'operating_cost') as operating_cost_yuan,
        max(amount_yuan) filter (where measure = 'public_funds') as public_yuan,
        max(amount_yuan) filter (where measure = 'personnel') as personnel_yuan,
        max(amount_yuan) filter (where measure = 'expenditure_total') as expenditure_yuan,
        flatten(list(line_keys order by measure)) as line_keys,
        flatten(list(statement_keys order by measure)) as statement_keys,
        flatten(list(finding_keys)) as finding_keys
    from figures
    group by document_key, stage
)

select
    documents.document_key,
    documents.department_key,
    documents.department_name,
    documents.region_key,
    documents.region_name,
    documents.place,
    documents.admin_level,
    documents.document_kind,
    documents.fiscal_year,
    documents.scope,
    documents.head_count,
    documents.head_count_basis,
    listed.stage,
    listed.operating_cost_yuan,
    listed.public_yuan,
    listed.personnel_yuan,
    listed.expenditure_yuan,
    cast(listed.operating_cost_yuan / nullif(documents.head_count, 0) as decimal(18, 2)) as operating_cost_per_head_yuan,
    cast(listed.public_yuan / nullif(documents.head_count, 0) as decimal(18, 2)) as public_per_head_yuan,
    cast(listed.personnel_yuan / nullif(documents.head_count, 0) as decimal(18, 2)) as personnel_per_head_yuan,
    vehicles.vehicles,
    cast(documents.head_count / nullif(vehicles.vehicles, 0) as decimal(18, 2)) as people_per_vehicle,
    listed.line_keys,
    list_concat(
        list_concat(listed.statement_keys, coalesce(documents.head_count_statement_keys, [])),
        case when vehicles.statement_key is null then [] else [vehicles.statement_key] end
    ) as statement_keys,
    list_sort(list_distinct(listed.finding_keys)) as finding_keys,
    array_length(listed.finding_keys) > 0 as is_in_doubt
from listed
join documents on documents.document_key = listed.document_key
left join vehicles on vehicles.document_key = listed.document_key
