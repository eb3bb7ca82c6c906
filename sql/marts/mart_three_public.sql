-- mart_three_public “三公”经费 | The three public expenses
-- rows: 每份文档、每个预算阶段一行 | One row per document and stage
-- key: document_key, stage
-- kind: table
-- total_yuan decimal(18,2): “三公”经费合计（元） | The three public expenses together in yuan
-- overseas_travel_yuan decimal(18,2): 因公出国（境）费（元） | Official overseas travel in yuan
-- official_vehicle_yuan decimal(18,2): 公务用车购置及运行费（元） | Purchase and operation of official vehicles in yuan
-- vehicle_purchase_yuan decimal(18,2): 公务用车购置费（元） | Purchase of official vehicles in yuan
-- vehicle_operation_yuan decimal(18,2): 公务用车运行维护费（元） | Operation of official vehicles in yuan
-- reception_yuan decimal(18,2): 公务接待费（元） | Official receptions in yuan
-- total_per_head_yuan decimal(18,2): 人均“三公”经费（元）；人数不详时为空，见 head_count_basis | The three public expenses per head in yuan; null without a head count, see head_count_basis
-- parts_yuan decimal(18,2): 三项之和（元）；缺项按未列计 | Sum of the three parts that are printed, in yuan
with
figures as (
    select *
    from mart_figure
    where measure in (
        'three_public_total', 'overseas_travel', 'official_vehicle', 'vehicle_purchase', 'vehicle_operation', 'reception'
    )
),

listed as (
    select
        document_key,
        department_key,
        department_name,
        region_key,
        region_name,
        place,
        admin_level,
        document_kind,
        fiscal_year,
        scope,
        head_count,
        head_count_basis,
        stage,
        max(amount_yuan) filter (where measure = 'three_public_total') as total_yuan,
        max(amount_yuan) filter (where measure = 'overseas_travel') as overseas_travel_yuan,
        max(amount_yuan) filter (where measure = 'official_vehicle') as official_vehicle_yuan,
        max(amount_yuan) filter (where measure = 'vehicle_purchase') as vehicle_purchase_yuan,
        max(amount_yuan) filter (where measure = 'vehicle_operation') as vehicle_operation_yuan,
        max(amount_yuan) filter (where measure = 'reception') as reception_yuan,
        sum(amount_yuan) filter (where measure in ('overseas_travel', 'official_vehicle', 'reception')) as parts_yuan,
        flatten(list(line_keys order by measure)) as line_keys,
        flatten(list(statement_keys order by measure)) as statement_keys,
        flatten(list(finding_keys)) as finding_keys
    from figures
    group by
        document_key, department_key, department_name, region_key, region_name, place, admin_level, document_kind,
        fiscal_year, scope, head_count, head_count_basis, stage
)

select
    document_key,
    department_key,
    department_name,
    region_key,
    region_name,
    place,
    admin_level,
    document_kind,
    fiscal_year,
    scope,
    head_count,
    head_count_basis,
    stage,
    total_yuan,
    overseas_travel_yuan,
    official_vehicle_yuan,
    vehicle_purchase_yuan,
    vehicle_operation_yuan,
    reception_yuan,
    cast(parts_yuan as decimal(18, 2)) as parts_yuan,
    cast(total_yuan / nullif(head_count, 0) as decimal(18, 2)) as total_per_head_yuan,
    line_keys,
    statement_keys,
    list_sort(list_distinct(finding_keys)) as finding_keys,
    array_length(finding_keys) > 0 as is_in_doubt
from listed
