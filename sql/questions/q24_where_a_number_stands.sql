-- “三公”经费的每个数出自原文哪一行，印的是什么？ | On which line of the source does each of the three public expenses stand, and how is it printed?
-- reading: 金额一律换算为元，原文为印出的样子。 | Amounts are in yuan; the last column is as printed.
with
figures as (
    select
        region_name,
        measure_name,
        amount_yuan,
        source_form,
        source_line,
        unnest(list_concat(line_keys, statement_keys)) as fact_key
    from mart_figure
    where measure in ('three_public_total', 'official_vehicle', 'reception')
        and stage = case when document_kind = 'budget' then 'budget' else 'final' end
)

select
    figures.region_name as 地区,
    figures.measure_name as 指标,
    figures.amount_yuan as 金额,
    figures.source_form as 取自,
    figures.source_line as 原文行,
    coalesce(lines.printed, statements.text) as 原文
from figures
left join fact_budget_line as lines on lines.line_key = figures.fact_key
left join fact_statement as statements on statements.statement_key = figures.fact_key
order by 地区, 原文行, 指标
