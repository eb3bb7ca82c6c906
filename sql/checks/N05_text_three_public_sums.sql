-- N05 正文“三公”经费各项相加等于总额 | In the text the three public expenses add up
-- severity: error
-- tolerance: T1
-- applies: 正文“三公”经费：总额 = 出国 + 公务用车 + 接待；公务用车 = 购置 + 运行；金额与增减额、每个阶段分别比较
-- not_applicable: 正文没有同时说明“三公”经费总额（或公务用车小计）及其构成
-- insufficient: 只说明了部分构成时，不比较
-- formula: |总额 − Σ构成| ≤ Σu / 2；数字的末位单位由文字中该数字的写法决定（2.4 万元为 0.1 万元）
-- example: 年初预算 3.1 万元，而 出国 0 + 接待 1.25 + 公务用车 0 = 1.25 万元
-- guard: 构成要说全：总额要求三项都有，公务用车要求购置和运行都有；同一项说了几次（如其中国外接待）取最大者
-- source: “三公”经费口径：因公出国（境）费、公务用车购置及运行费、公务接待费
-- grain: one row per document, stage (or base of comparison) and total
with
claims as (
    select *
    from claim
    where is_own_year
        and unit is null
        and coalesce(share_of, '') in ('', 'three_public_total', 'official_vehicle') -- no part of an item
        and topic in (
            'three_public_total', 'overseas_travel', 'official_vehicle', 'vehicle_purchase', 'vehicle_operation',
            'reception'
        )
),

-- amounts by stage, changes by what they are compared with
values_of as (
    select document_key, topic, topic_name, stage as kind, amount_yuan as amount, display_unit, source_line, statement_key
    from claims
    where amount_yuan is not null and stage is not null
    union all
    select
        document_key, topic, topic_name, 'change ' || base, change_yuan, change_unit, source_line, statement_key
    from claims
    where change_yuan is not null and base is not null and stage is not null
),

-- the whole of what is said about an item: its largest amount
said as (
    select
        document_key,
        kind,
        topic,
        min(topic_name) as topic_name,
        arg_max(amount, (abs(amount), -statement_key)) as amount,
        arg_max(display_unit, (abs(amount), -statement_key)) as display_unit,
        arg_max(source_line, (abs(amount), -statement_key)) as source_line,
        arg_max(statement_key, (abs(amount), -statement_key)) as statement_key
    from values_of
    group by document_key, kind, topic
),

vehicles as (
    select
        document_key,
        kind,
        'official_vehicle' as topic,
        sum(amount) as amount,
        sum(display_unit) as display_unit,
        list(source_line) as source_lines,
        list(statement_key) as facts
    from said
    where topic in ('vehicle_purchase', 'vehicle_operation')
    group by document_key, kind
    having count(*) = 2
),

-- the parts of the total: vehicles as said, or else as purchase and operation
parts_of_total as (
    select document_key, kind, topic, amount, display_unit, [source_line] as source_lines, [statement_key] as facts
    from said
    where topic in ('overseas_travel', 'official_vehicle', 'reception')
    union all
    select vehicles.document_key, vehicles.kind, vehicles.topic, vehicles.amount, vehicles.display_unit,
        vehicles.source_lines, vehicles.facts
    from vehicles
    left join said
        on said.document_key = vehicles.document_key
        and said.kind = vehicles.kind
        and said.topic = 'official_vehicle'
    where said.document_key is null
),

wholes as (
    select
        document_key,
        kind,
        'three_public_total' as topic,
        sum(amount) as amount,
        sum(display_unit) as display_units,
        list(amount) as amounts,
        flatten(list(source_lines)) as source_lines,
        flatten(list(facts)) as facts
    from parts_of_total
    group by document_key, kind
    having count(distinct topic) = 3
    union all
    select document_key, kind, topic, amount, display_unit, [amount], source_lines, facts
    from vehicles
),

compared as (
    select
        wholes.document_key,
        wholes.topic || '/' || wholes.kind as subject,
        said.topic_name || case when starts_with(wholes.kind, 'change') then '增减额' else '' end as place,
        said.amount as actual,
        wholes.amount as expected,
        rounding_envelope(wholes.display_units + said.display_unit) as tolerance,
        wholes.amounts,
        [said.source_line] as actual_lines,
        wholes.source_lines as part_lines,
        list_append(wholes.source_lines, said.source_line) as source_lines,
        list_append(wholes.facts, said.statement_key) as facts
    from wholes
    join said
        on said.document_key = wholes.document_key
        and said.kind = wholes.kind
        and said.topic = wholes.topic
)

select
    document_key,
    subject,
    sum_slip(expected, actual, amounts, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    differ_message('正文' || place, actual, actual_lines, '各项之和', expected, part_lines) as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
