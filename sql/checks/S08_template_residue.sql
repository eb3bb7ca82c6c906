-- S08 没有占位符和模板残留 | No placeholders and nothing of the template left in
-- severity: warning
-- tolerance: T0
-- applies: 应填的内容已填（“主要原因：一是……；二是……”、“XX局”、原因为空）；模板的选择、说明和网页代码已删（提示）
-- not_applicable: 文中没有说明文字和表
-- insufficient: 无
-- formula: 占位符与模板残留的个数 = 0
-- example: “完成年初预算的 88.15%。主要原因：一是……；二是……。”
-- guard: 目录的引导点、表头中的“增加（减少）”、空白表格的日期栏不算；“增加（减少）0 万元”、空白年份、小标题后的填写说明、HTML 代码只提示
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）：公开内容应当真实、准确、完整
-- grain: one row per placeholder; one for a document without any
with
documents as (select * from checked_document),
residue as (select * from mark where kind in ('unfilled', 'template')),

spoken as (
    select document_key
    from claim
    union
    select document_key
    from seen_table
),

compared as (
    select
        document_key,
        cast(mark_key as varchar) as subject,
        'fail' as outcome,
        case when kind = 'template' then 'info' end as severity,
        kind,
        text,
        source_line
    from residue
    union all
    select documents.document_key, 'document', 'pass', null, null, null, null
    from documents
    join spoken on spoken.document_key = documents.document_key
    left join residue on residue.document_key = documents.document_key
    where residue.document_key is null
)

select
    document_key,
    subject,
    outcome,
    severity,
    'placeholder' as diagnosis,
    'text' as unit,
    text as actual_text,
    case
        when kind = 'unfilled' then '应填的内容没有填写：“' || text || '”' || lines_text([source_line]) || '。'
        else '留有模板文字或代码：“' || text || '”' || lines_text([source_line]) || '。'
    end as message,
    case when source_line is null then cast([] as integer[]) else [source_line] end as source_lines,
    cast([] as bigint[]) as facts
from compared
