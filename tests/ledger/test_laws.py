"""What numbers in running text are: snippets with the token between ⟦ and ⟧ and the law that should explain it.

A law is a key of `[reasons]` in `schemas/ledger/labels.toml`; `=…` is the reason of an announcement there.
"""

from __future__ import annotations

from itertools import product

import pytest

from pipelines.ledger import build_ledger
from pipelines.model import LedgerEntry
from pipelines.reading.text import SourceText
from schemas.ledger import wordings

LABELS = [
    # fiscal and other years
    ("year", "重庆市大足区政务服务管理办公室⟦2023⟧年部门预算情况说明"),
    ("year", "⟦2024⟧ 年年初预算数 967.73 万元"),
    ("year", "主要原因：单位 ⟦2024⟧ \n年新成立"),
    ("year", "主要原因：单位 ⟦2024⟧ \n\n\f年新成立"),
    ("year", "⟦2023⟧本单位支出预算总额338.52万元"),
    ("year", "二、⟦2023⟧三公经费预算情况说明"),
    ("year", "起始年度⟦2023⟧终止年度2023"),
    ("year", "起始年度2023终止年度⟦2023⟧"),
    ("year", "⟦2021⟧-2025年规划"),
    ("year", "2021、⟦2022⟧、2023年三年"),
    ("year", "⟦23⟧年度部门决算"),
    ("year", "财政支出（⟦2023⟧）"),
    ("year", "⟦２０２３⟧年度部门决算"),
    # dates, months, quarters, times of day
    ("date", "⟦2023⟧年2月27日"),
    ("date", "2023年⟦2⟧月27日"),
    ("date", "2023年2月⟦27⟧日"),
    ("date", "发布日期：2023-⟦02⟧-02 14:29"),
    ("date", "发布日期：2023-02-02 14:⟦29⟧"),
    ("date", "成文日期 | 2023/3/⟦7⟧ |"),
    ("date", "截止2022年⟦12⟧月，所属各预算单位共有车辆1辆"),
    ("date", "包括2022年⟦5⟧-12月租金"),
    ("date", "包括2022年5-⟦12⟧月租金"),
    ("date", "原计划⟦12⟧月支付"),
    ("date", "截止⟦20221231⟧日，本单位资产总额为36.91万元"),
    ("date", "增加原因是单位成立于⟦20218⟧月"),
    ("date", "8月30日至⟦31⟧日"),
    ("date", "3月⟦1⟧-5日集中受理"),
    ("quarter", "⟦3⟧季度用款计划"),
    ("time", "上午⟦9⟧:30至11:30"),
    ("time", "上午9:30-⟦11⟧:30"),
    ("time", "上午⟦9⟧时30分"),
    # documents
    ("document_number", "（京通发〔⟦2019⟧〕5号）文件精神"),
    ("document_number", "（京通发〔2019〕⟦5⟧号）文件精神"),
    ("document_number", "（国发[2022])⟦5⟧号）"),
    ("document_number", "根据沪府规【2016】⟦168⟧号"),
    ("document_number", "南财政（⟦2014⟧）344 号文件"),
    ("ordinal_word", "（重庆市人民政府令第⟦335⟧号）"),
    ("ordinal_word", "2022年第⟦51⟧期区政府专题会议"),
    ("ordinal_word", "区政府第 ⟦183⟧ 次常务会议"),
    ("ordinal_word", "第1-⟦3⟧项职责"),
    ("house_number", "单位地址随州市编钟大道⟦8⟧号邮政编码441300"),
    ("number", "入驻⟦3⟧号楼"),
    # ordinals of headings and lists
    ("list_ordinal", "⟦1⟧．财政拨款收入4987.68万元"),
    ("list_ordinal", "主要职责:⟦1⟧.负责统筹推进本区简政放权"),
    ("list_ordinal", "落实改革重大任务。⟦2⟧.负责协调推进"),
    ("list_ordinal", "  ⟦10⟧、规划指导市县"),
    ("list_ordinal", "（⟦1⟧）工资福利支出1736.72万元"),
    ("list_ordinal", "做好协调和服务工作；（⟦2⟧）做好相关服务"),
    ("list_ordinal", "⟦2⟧、10名工作人员2021年服务外包费用"),
    ("=条目编号", "部门职能概述⟦1⟧、负责区政务服务"),
    ("list_ordinal", "1.部门预算项目R ⟦2⟧.中央及省专项"),
    ("list_ordinal", "⟦3⟧) 其他"),
    ("ordinal_and_year", "⟦4．2025⟧年部门财政拨款收支预算总表"),
    # codes
    ("subject_code", "公共安全支出（⟦204⟧类）司法（06款）行政运行（01项）1672.67万元"),
    ("subject_code", "公共安全支出（204类）司法（⟦06⟧款）行政运行（01项）1672.67万元"),
    ("subject_code", "公共安全支出（204类）司法（06款）行政运行（⟦01⟧项）1672.67万元"),
    ("=科目、单位或项目代码", "功能科目编码：⟦2010301⟧"),
    ("=科目、单位或项目代码", "单位代码⟦113001⟧"),
    ("unit_code", "编制单位: ⟦236⟧-重庆市南岸区政务服务管理办公室"),
    ("unit_code", "⟦301001⟧某县公安局 单位：万元"),
    ("unit_code", "部门：⟦301⟧某县人力资源和社会保障局"),
    ("identifier", "[ 索引号 ] | ⟦11500111⟧MB1664677M/2023-00005 |"),
    ("identifier", "[ 索引号 ] | 11500111MB1664677M/2023-⟦00005⟧ |"),
    ("identifier", "招标编号：TFZW-HBSZ-⟦202010⟧-A"),
    ("identifier", "万里社区W⟦060701⟧单元"),
    ("=索引号或登记编号", "许可证号：⟦1101⟧-22-3"),
    ("address", "网址 http://www.dazu.gov.cn/⟦2023⟧/"),
    # telephones, post
    ("=电话号码", "联系人：黄倩；联系方式：⟦43722950⟧"),
    ("phone", "胡家敏 联系方式：⟦023⟧-62606765"),
    ("phone", "胡家敏 联系方式：023-⟦62606765⟧"),
    ("phone", "填报人余艳联系电话0722-⟦3286826⟧"),
    ("phone", "（⟦010⟧）69546123"),
    ("=电话号码", "手机：⟦13800138000⟧"),
    ("=邮政编码", "邮政编码⟦441300⟧"),
    # tables, figures, pages, columns
    ("=图表或附件编号", "图⟦1⟧：收入决算"),
    ("=图表或附件编号", "附表4-⟦1⟧"),
    ("=图表或附件编号", "详见附件⟦2⟧"),
    ("=图表或附件编号", "公开表⟦01⟧ |"),
    ("table_number", "公开⟦02⟧表"),
    ("table_number", "预算4-⟦10⟧表"),
    ("=条目编号", "指标⟦1⟧：租赁服务"),
    ("page", "- ⟦3⟧ -\n"),
    ("=页码", "一、单位概况..........⟦12⟧\n"),
    ("ordinal_word", "第2页 共⟦10⟧页"),
    ("page", "2/⟦12⟧\n"),
    ("=栏次或行次", "栏次 ⟦1⟧ 2"),
    ("row_number", "序号 | 单位名称 |\n⟦1⟧ | 荆门市行政审批局 |"),
    ("row_number", "1 | 荆门市行政审批局 |\n⟦2⟧ | 荆门市政务服务中心 |"),
    # names and addresses
    ("hotline", "随州市⟦12345⟧政务服务便民热线"),
    ("hotline", "提升“⟦12345⟧”便民热线服务质量"),
    ("model", "安装⟦32⟧寸高清播放终端"),
    ("model", "⟦24⟧口接入交换机"),
    ("room", "龙泉大厦南楼⟦1⟧-3层、北楼西1-5层"),
    ("room", "（⟦4⟧层402室部分面积、403室除外）"),
    ("room", "（4层402室部分面积、⟦403⟧室除外）"),
    ("name", "“⟦1⟧+N”服务体系"),
    ("name", "“5·⟦12⟧”防灾日"),
]

QUANTITIES = [
    ("money", "收入总计⟦4987.68⟧万元，比上年增加"),
    ("money", "购置费⟦0⟧万元"),
    ("money", "费用标准为：⟦7⟧元/平方米"),
    ("money", "当年预算执行数为⟦15.00⟧万\n元"),
    ("money", "年初预算为 ⟦3810.00⟧ 万元"),
    ("money", "资产⟦1.2⟧亿元"),
    ("money", "⟦2023⟧万元"),
    ("money", "单位价值¥⟦500⟧。"),
    ("percent", "增长⟦8.06⟧%"),
    ("percent", "提高⟦2⟧个百分点"),
    ("percent", "≥⟦100⟧(%)"),
    ("percent", "⟦２５．５⟧％"),
    ("count", "行政编制⟦16⟧人，实有15人"),
    ("count", "下设综合科等 ⟦3⟧ 个内设机构"),
    ("count", "共有车辆⟦1⟧辆"),
    ("count", "公务接待⟦6⟧批次"),
    ("count", "接件⟦90620⟧ 件"),
    ("count", "设备⟦0⟧台（套）"),
    ("count", "年均办件量⟦1.74⟧万件"),
    ("count", "接待办事群众⟦2000⟧余人"),
    ("count", "提供⟦7⟧×8小时的在线咨询"),
    ("count", "提供7×⟦8⟧小时的在线咨询"),
    ("count", "历时⟦3⟧年"),
    ("count", "⟦5⟧日内办结"),
    ("count", "地上主楼⟦7⟧层，裙房3层"),
    ("count", "工期⟦12⟧个月"),
    ("count", "许可事项（⟦12⟧项）"),
    ("count", "印刷⟦1⟧类资料"),
    ("count", "报表⟦3⟧张"),
    ("count", "人大代表⟦30⟧人"),
    ("range", "组织培训⟦3⟧-5次"),
    ("count", "接待2000-⟦2010⟧人"),
    ("count", "办结时限3-⟦5⟧日"),
    ("unknown", "分别为10、⟦20⟧、30，合计60"),
    ("unknown", "行政编制⟦1⟧、事业编制2"),
    ("unknown", "电话费⟦500⟧，邮寄费300"),
    ("unknown", "表现⟦100⟧，满意度98"),
    ("unknown", "其他支出⟦2023⟧其中"),
    ("unknown", "结余 | (⟦3⟧) |"),
    ("unknown", "预算执行率为⟦0⟧。"),
    ("unknown", "硬件设备维修更换⟦11⟧，以上问题均已解决"),
    ("unknown", "事业编制⟦6⟧目前在编在岗"),
    ("unknown", "比例⟦1⟧:10"),
    ("unknown", "得分⟦2023⟧。"),
    ("lone", "6 | 良好 |\n⟦7.6⟧ | 较好 |"),
    ("lone", "⟦2023⟧"),
    ("lone", "合计 | 3 |\n⟦1⟧ | 基本支出 |"),
    ("lone", "合计 | ⟦967.73⟧ | 699.81"),
    ("lone", "合计\t⟦967.73⟧\t699.81"),
    ("lone", "办结率 | ≥⟦95⟧ |"),
]


def entry_of(snippet: str) -> LedgerEntry:
    """The entry of the marked token, of a text without the marks."""
    start = snippet.index("⟦")
    text = snippet.replace("⟦", "").replace("⟧", "")
    (entry,) = (each for each in build_ledger(SourceText(text), (), (), ()) if each.source_start == start)
    return entry


def reason(law: str) -> str:
    """The reason of a law, or of an announcement as it stands."""
    return law[1:] if law.startswith("=") else wordings().reasons[law]


@pytest.mark.parametrize(("law", "snippet"), LABELS, ids=[snippet for _, snippet in LABELS])
def test_label_is_told_by_its_context(law: str, snippet: str) -> None:
    entry = entry_of(snippet)
    assert (entry.outcome, entry.reason) == ("label", reason(law))
    assert entry.printed == snippet[snippet.index("⟦") + 1 : snippet.index("⟧")]


@pytest.mark.parametrize(("law", "snippet"), QUANTITIES, ids=[snippet for _, snippet in QUANTITIES])
def test_quantity_is_never_a_label(law: str, snippet: str) -> None:
    entry = entry_of(snippet)
    assert (entry.outcome, entry.reason) == ("unplaced", reason(law))


QUANTITY_WORDS = ["万元", "元", "亿元", "%", "个", "人", "辆", "台", "次", "件", "批次", "万件", "平方米", "小时"]
LEADS = ["", "。", "（", "共", "电话：", "编号", "附件", "图", "代码", "截至", "年度", "T-", "第一批", "；", "指标"]


NUMBERS = ["1", "12", "2023", "12345", "441300", "3.5", "1,234.00"]


@pytest.mark.parametrize("lead", LEADS)
def test_no_lead_turns_a_number_with_a_unit_into_a_label(lead: str) -> None:
    for number, unit in product(NUMBERS, QUANTITY_WORDS):
        (entry,) = build_ledger(SourceText(f"{lead}{number}{unit}"), (), (), ())
        assert entry.outcome == "unplaced", (lead, number, unit, entry.reason)
