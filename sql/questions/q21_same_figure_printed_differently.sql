-- 哪些主要数字在同一份文档的各处印得不同？ | Which headline figures does one document print differently in different places?
-- reading: 采用为按次序取的数，他处为其他位置所印的不同金额。 | The amount taken by precedence, and the others.
select
    region_name as 地区,
    measure_name as 指标,
    stage as 阶段,
    amount_yuan as 采用,
    source_form as 取自,
    other_yuan as 他处,
    is_in_doubt as 有发现
from mart_figure
where array_length(other_yuan) > 0
order by 地区, 指标
