-- 说明与表不一致的金额有哪些？ | Which amounts of the text differ from those of the tables?
-- reading: 规则 N 类：正文与表、正文与正文。 | Rules N: the text against tables and against itself.
select
    documents.region_name as 地区,
    findings.rule_code as 规则,
    cast(findings.actual / 10000 as decimal(18, 2)) as 所写,
    cast(findings.expected / 10000 as decimal(18, 2)) as 应为,
    findings.message as 说明
from fact_finding as findings
join mart_document as documents on documents.document_key = findings.document_key
where starts_with(findings.rule_code, 'N') and findings.unit = 'yuan' and findings.severity <> 'info'
order by 地区, 规则, 说明
