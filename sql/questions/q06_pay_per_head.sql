-- 各地人均工资福利支出是多少？ | What does each place spend on wages and benefits per head?
-- reading: 单位万元；人数取正文所写，含不含临时人员各地口径不同；正文未写人数的（not_stated）没有人均。 | In 万元; people as each text counts them, nothing per head where it does not (not_stated).
select
    region_name as 地区,
    fiscal_year as 年度,
    cast(head_count as integer) as 人数,
    head_count_basis as 人数口径,
    cast(amount_yuan / 10000 as decimal(18, 2)) as 工资福利支出,
    cast(per_head_yuan / 10000 as decimal(18, 2)) as 人均
from mart_region_comparison
where subject = 'economic' and code = '301'
order by 人均 desc nulls last, 工资福利支出 desc
