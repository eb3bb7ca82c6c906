-- 大足区与南岸区的经济科目大类逐项相比如何？ | How do two places compare, class by class of the economic classification?
-- reading: 一行 SQL 即可比较任意两地：from compare_places('大足区', '南岸区')。 | Any two places in one line of SQL.
select
    code as 科目编码,
    name as 科目,
    cast(one_yuan / 10000 as decimal(18, 2)) as 大足区,
    cast(other_yuan / 10000 as decimal(18, 2)) as 南岸区,
    cast(difference_yuan / 10000 as decimal(18, 2)) as 相差,
    cast(one_share_pct as decimal(9, 2)) as 大足区占比,
    cast(other_share_pct as decimal(9, 2)) as 南岸区占比
from compare_places('大足区', '南岸区')
where subject = 'economic' and level = 'class'
order by 科目编码
