-- 哪些增减率、完成率算错了基数？ | Which rates were computed on the wrong base?
-- reading: 所写为正文的百分数，应为按正确基数重算的百分数。 | The printed percent, and the one on the right base.
select
    documents.region_name as 地区,
    cast(findings.actual as decimal(9, 2)) as 所写,
    cast(findings.expected as decimal(9, 2)) as 应为,
    findings.source_lines as 原文行,
    findings.message as 说明
from fact_finding as findings
join mart_document as documents on documents.document_key = findings.document_key
where findings.diagnosis = 'wrong_denominator' and findings.expected is not null
order by 地区, 原文行
