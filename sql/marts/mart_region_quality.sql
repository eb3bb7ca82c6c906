-- mart_region_quality 各地公开质量 | Quality of disclosures by region
-- rows: 每个地区、财政年度、公开类型一行 | One row per region, fiscal year and kind of disclosure
-- key: region_key, fiscal_year, document_kind
-- kind: view
-- documents integer: 现行文档数 | Current disclosures
-- completeness_pct decimal(9,4): 完整性（%），各文档平均 | Completeness in percent, mean of the documents
-- detail_pct decimal(9,4): 细化程度（%），各文档平均 | Detail in percent, mean of the documents
-- consistency_pct decimal(9,4): 一致性（%），全部比对中不失败的比例 | Consistency in percent: share of all comparisons that do not fail
-- errors integer: 错误数（根源） | Errors that are roots
-- warnings integer: 警告数（根源） | Warnings that are roots
-- document_keys bigint[]: 所依据的文档 | Documents that the row stands on
with
documents as (select * from mart_disclosure_quality)

select
    region_key,
    region_name,
    fiscal_year,
    document_kind,
    cast(count(*) as integer) as documents,
    cast(avg(completeness_pct) as decimal(9, 4)) as completeness_pct,
    cast(avg(detail_pct) as decimal(9, 4)) as detail_pct,
    cast(
        100 * (sum(comparisons) - sum(comparisons_failed)) / nullif(sum(comparisons), 0) as decimal(9, 4)
    ) as consistency_pct,
    cast(sum(errors) as integer) as errors,
    cast(sum(warnings) as integer) as warnings,
    list(document_key order by document_key) as document_keys
from documents
group by region_key, region_name, fiscal_year, document_kind
