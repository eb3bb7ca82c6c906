-- 哪个部门的公开最完整、最细，数字对得上吗？ | Whose disclosure is most complete and most detailed, and does it add up?
-- reading: 完整性和细化程度为百分数；通州的表在附件里，正文之外无从检查。 | In percent; one document has its tables in an attachment.
select
    region_name as 地区,
    fiscal_year as 年度,
    cast(completeness_pct as decimal(9, 1)) as 完整性,
    cast(detail_pct as decimal(9, 1)) as 细化程度,
    errors > 0 as 有错误
from mart_disclosure_quality
order by 完整性 desc, 细化程度 desc, 有错误, 地区
