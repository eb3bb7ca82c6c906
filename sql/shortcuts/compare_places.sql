-- compare_places(one, other) 两地比较 | Two places side by side
-- rows: 每对文档、每个对象一行 | One row per pair of documents and subject
-- one, other: 地区名称、完整地名或部门名称 | name of a region, a place with those above it, or a department
create or replace macro compare_places(one, other) as table
with
own as (
    select
        mart_amount.*,
        cast(amount_yuan / nullif(head_count, 0) as decimal(18, 2)) as per_head_yuan,
        cast(100 * amount_yuan / nullif(whole_yuan, 0) as decimal(18, 4)) as share_pct
    from mart_amount
    where is_widest_fund and stage = case when document_kind = 'budget' then 'budget' else 'final' end
),

firsts as (select * from own where one in (region_name, place, department_name)),
seconds as (select * from own where other in (region_name, place, department_name))

select
    coalesce(firsts.subject, seconds.subject) as subject,
    coalesce(firsts.code, seconds.code) as code,
    coalesce(firsts.name, seconds.name) as name,
    coalesce(firsts.level, seconds.level) as level,
    firsts.department_name as one_department,
    seconds.department_name as other_department,
    firsts.fiscal_year as one_year,
    seconds.fiscal_year as other_year,
    firsts.stage as one_stage,
    seconds.stage as other_stage,
    firsts.amount_yuan as one_yuan,
    seconds.amount_yuan as other_yuan,
    cast(firsts.amount_yuan - seconds.amount_yuan as decimal(18, 2)) as difference_yuan,
    firsts.per_head_yuan as one_per_head_yuan,
    seconds.per_head_yuan as other_per_head_yuan,
    firsts.share_pct as one_share_pct,
    seconds.share_pct as other_share_pct,
    firsts.line_keys as one_line_keys,
    seconds.line_keys as other_line_keys,
    firsts.statement_keys as one_statement_keys,
    seconds.statement_keys as other_statement_keys
from firsts
full join seconds
    on seconds.subject = firsts.subject
    and seconds.code = firsts.code
order by subject desc, code, one_department, other_department;
