-- 各地商品和服务支出花得最多的三个经济科目是什么？ | Which three items of goods and services cost most in each place?
-- reading: 通州的正文只列到类，没有款，所以不在其中。 | A place whose text lists classes only is not among them.
with
ranked as (
    select
        region_name,
        code,
        name,
        amount_yuan,
        row_number() over (partition by document_key order by amount_yuan desc, code) as place
    from mart_economic_spending
    where level = 'item' and starts_with(code, '302') and stage = case when document_kind = 'budget' then 'budget' else 'final' end
)

select
    region_name as 地区,
    place as 位次,
    code as 科目编码,
    name as 科目,
    cast(amount_yuan / 10000 as decimal(18, 2)) as 金额
from ranked
where place <= 3
order by 地区, 位次
