-- 各地支出按功能分类的构成怎样？ | How is spending made up by class of function?
-- reading: 每地各类占比相加为 100，末位有舍入。 | The shares of each place make 100 up to rounding.
select
    region_name as 地区,
    code as 科目编码,
    name as 科目,
    cast(amount_yuan / 10000 as decimal(18, 2)) as 金额,
    cast(share_pct as decimal(9, 2)) as 占比
from mart_function_spending
where is_widest_fund and level = 'class' and amount_yuan <> 0 and stage = case when document_kind = 'budget' then 'budget' else 'final' end
order by 地区, 金额 desc
