"""Which times are deadlines: sentences with the deadlines marked 【so】, everything else in them is refused."""

from __future__ import annotations

import time
from datetime import date

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extractors.deadlines import find_deadlines, is_deadline_column, judge_times, label_reach
from extractors.lexicon import read_table
from extractors.text import fold
from extractors.times import find_times
from extractors.types import TimeAnchor

ANCHOR = TimeAnchor(issue_date=date(2021, 5, 10))


def marked(text: str, anchor: TimeAnchor | None = None, *, labelled: bool = False, looks_back: bool = False) -> str:
    """The folded text with its deadlines marked."""
    text, done, result = fold(text), 0, ""
    for found in find_deadlines(text, find_times(text), labelled=labelled, anchor=anchor, retrospective=looks_back):
        result += f"{text[done : found.start]}【{text[found.start : found.end]}】"
        done = found.end
    return result + text[done:]


def check(sentence: str, anchor: TimeAnchor | None = ANCHOR) -> None:
    sentence = fold(sentence)
    assert marked(regex.sub("[【】]", "", sentence), anchor) == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "到【2025年】,建成园区10个。",
        "【2022年】新增企业40家,【2023年】再增60家。",
        "(【6月底】完成)",
        "(【2021年】完成规划编制)",
        "各地于【12月31日前】报送总结。",
        "力争【全年】引进项目30个。",
        "【“十四五”期间】,新建道路600公里。",
        "【2022年上半年】启动试点,【年底前】全面推开。",
        "确保【二季度】开工率达到40%。",
        "【每年2月底前】报告上年情况。",
        "力争【两年】举办对接活动50场以上。",
        "用【三年左右】时间,实现产值翻番。",
        "力争用【3-5年】时间,培育企业50家。",
        "【3年时间内】完成改造",
        "分【三年】完成改造。",
        "完成规划编制(【2022年】建成平台)。",
        "窗口受理后【48小时内】办结。",
        "各区【自印发之日起30日内】制定细则。",
        "能改的【立行立改】。",
        "会同财政部门【按月】审核补助资金,报送省财政厅。",
        "【今年】经济社会发展主要目标是:产值增长6%。",
        "责任单位:青屿市科技局;整改时限:【持续推进】。",
        "牵头处室:规划处,完成期限:【2021年四季度】)。",
        "完成时限:【长期坚持】",
        "时间节点为【2021年6月底】",
        "(【持续推进】)",
        "自查阶段(【2021年9月至10月】):各地开展自查。",
        "【6月至7月】为整改阶段。",
        "截至【2025年】,建成园区3个。",
        "【2022年】计划完成投资20亿元。",
        "【2023年】完成2000年前建成的小区改造。",
        "【2022年】能耗比2020年下降5%。",
        "【年底前】完成整改,持续推进清理。",
        "建立清单,【立行立改】、逐项销号。",
        "【2021年1月底前】,摸清各行业底数。",
        "提质增效,【两年】新引进知名研究院2家。",
        "应于【2021年6月30日(含)前】完成自查。",
        "申报期限顺延至【8月24日前】。",
        "2月份纳税申报期限延长至【8月24日】。",
        "原定5月底完成的任务延期至【7月底前】完成。",
        "受影响的企业可顺延至【8月24日前】缴纳。",
        "建成园区污水处理厂。(【2022年】)",
        "建成平台。(【2022年】,市数据局)",
        "完善制度。(市教育局,【全年】)",
        "工作时限:即日起至【2021年12月】。",
        "准备阶段(即日起-【6月15日】)。",
        "【6月】、【12月底前】分别报送总结。",
        "争取【2022年】列入省级规划。",
        "【2026-2030年】规划建设地铁3条。",
        "一般事项【24小时】办结。",
        "竣工时间推迟到【2022年9月底前】。",
        "完成时间由7月底提前至【6月底】。",
        "不迟于【2021年6月30日】完成整改。",
        "各单位【次月10日前】报送统计报表。",
        "【今明两年】新增泊位200个。",
        "【2021年7月1日起至12月31日止】开展专项整治。",
        "自【2021年7月1日起至12月31日止】,开展专项整治。",
        "申报截止时间为【2021年12月31日】。",
        "【2021年9月30日】完成招标。",
        "【“十四五”】、【“十五五”期间】分别新增装机20万千瓦、30万千瓦。",
        "【“十四五”后三年】新增装机20万千瓦。",
        "【2021-2022学年】完成课程改革试点。",
        "(市财政局负责,【持续推进】)",
        "做好平台运维。(【长期坚持】,牵头单位:市数据局)",
        "完成主体工程招标。(【三季度】)",
        "【2025年】培育示范案例10个。",
        "申报时间:2021年;完成时限:【2021年12月31日】。",
        "确保【汛前】完成水毁工程修复。",
        "“十四五”期间(2021-2025年)是关键五年。",
        "【今年】,要完成公路投资20亿元。",
        "经过【三年】努力,基本建成现代化园区。",
        "各单位应于【2021年6月底前】完成整改,逾期未完成的,给予通报批评。",
        "【5个工作日内】发放补贴。",
        "收到补助资金申请后【10个工作日内】完成审核。",
        "获得证书之日起【一年内】提出补贴申请。",
        "【每年1月20日前、7月20日前】报送总结。",
        "【本月25日前】报送名单。",
        "【当月25日前】报送统计表。",
        "限期【6月20日】整改完毕。",
        "【7月22日下班前】反馈意见。",
        "最迟不超过【2021年6月底】完成。",
        "到【规划期末】,全部学校达到标准。",
        "申请单位在活动开始【前30个工作日】提交方案。",
        "合同期满【30日前】提出续签申请。",
        "应【提前30日】向工会说明。",
        "(一)宣传发动(【2021年6月】)",
        "【2021年7月至9月】,各县区自查自评。",
        "【9月份】组团参加投资贸易洽谈会。",
        "【2021年】,实现旅游总收入780亿元、同比增长12%。",
    ],
)
def test_taken(sentence: str) -> None:
    check(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "2019年建成投用。",
        "2013年以来,取得明显进展。",
        "从2022年起实行新办法。",
        "截至4月底,在册职工120人。",
        "近三年累计投入5亿元。",
        "1-3月,产值增长10.4%。",
        "《云泽省三年行动计划(2021-2023年)》",
        "“2030年前达峰”专题会",
        "持续推进改革,长期坚持创新。",
        "即知即改任务清单",
        "十四五时期是转型的关键时期。",
        "有效期至2025年12月31日。",
        "免收2月份租金。",
        "青屿市人民政府\n2021年5月10日",
        "三年内发生事故的企业不得申报。",
        "每人每天补助200元。",
        "完成时限:按国家要求",
        "召开2022年工作会议。",
        "做好上一年度考核。",
        "办理时间压缩至3个工作日以内。",
        "疫情期间,减免租金。",
        "云泽省科技创新行动计划\n(2021-2023年)",
        "临川县2022年重点任务清单",
        "附件:青屿市数字产业2022年主要指标表",
        "附件2 青屿市2022-2023年项目汇总表",
        "坚持立行立改、标本兼治相结合的原则。",
        "单个企业每年最高50万元。对参展企业给予补助。",
        "经过三年努力,已建成园区5个。",
        "三年来新增企业20家。",
        "2020年12月底前已全部完成。",
        "同步启动2022年创建申报。",
        "政策执行期限延长至2025年12月31日。",
        "今年高校毕业生8万多人,再创新高。",
        "今年粮食价格上涨5%,压力不小。",
        "今后五年,是重要战略机遇期。",
        "入选2022—2023年度优秀示范案例。",
        "省提出的到2022年碳排放达到峰值的目标。",
        "2022年秋季学期起全面使用新教材。",
        "我国承诺二氧化碳排放力争于2030年前达到峰值,努力争取2060年前实现碳中和。",
        "2022年3月底前取得许可的项目,给予补助。",
        "2021年8月20日召开现场会。",
        "(强化监管,持续推进改革)",
        "每年5月1日至9月30日为汛期。",
        "2022年春运共40天。",
        "过渡期至2022年12月31日。",
        "提供7×24小时服务。",
        "2022年基本医疗保险费由个人缴纳。",
        "2022年个人缴费标准为每人每年400元。",
        "本办法自发布之日起30日后施行。",
        "开展汛前隐患排查,做好春节前保供。",
        "完成《青屿市监测指标体系(2022年)》修订。附件:监测指标体系(2022年)",
        "园区产值达到2.5%(2022年)。",
        "“十五五”时期,是转型发展的攻坚期。",
        "2021年产值增长20%以上、按时报送统计数据的,给予奖励。",
        "2022年底前营收超过2亿元,且无欠薪的,给予奖励。",
        "三年内给予补贴。",
        "30日内免收停车费。",
        "工程提前30天完成。",
        "实施前3年的数据。",
        "综合考虑力争2060年前实现碳中和等因素,编制报告。",
        "辅导按月申报的纳税人。",
        "一期项目达产后年产值30亿元。",
        "9月为宣传月。",
        "2021年1-4月,实现旅游收入780亿元、同比增长12%。",
    ],
)
def test_refused(sentence: str) -> None:
    check(sentence)


ROWS = read_table("time_refusals", ("reason", "times", "side", "pattern", "example"), key=("pattern", "side"))


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['reason']}-{number}" for number, row in enumerate(ROWS)])
def test_every_refusal_refuses_its_example(row: dict[str, str]) -> None:
    verdicts = judge_times(row["example"], find_times(row["example"]))
    assert row["reason"] in [getattr(verdict, "reason", "taken") for verdict in verdicts]


KEPT = {
    "past-event": "【2025年底前】建成道路60公里。",
    "comparison": "【2025年】产值比上年提高。",
    "since": "【2025年】起草法规,完成立法。",
    "as-of": "截止日前,【2025年底】完成。",
    "name": "【2025年底前】编制规划。",
    "validity": "延长产业链,【2025年底】实现配套。",
    "describes": "【2025年】完成各项任务。",
    "achieved": "【2025年】完成已有项目改造。",
    "document": "【2025年底前】印发实施意见。",
    "applies-to": "项目【三年内】全部建成。",
    "support": "【两年内】完成搬迁。",
    "rate": "全市【每年】举办培训10场。",
    "attribute": "力争【2025年】完成改造。",
    "national-goal": "确保【2030年前】实现碳达峰目标。",
    "condition": "【2025年】实现产值增长20%,做好给予奖励的工作。",
    "formula": "【2025年】实现收入增长20%。",
    "moved-from": "工期提前至【6月底】。",
    "explains": "示范工程(【2021年】完成建设)。",
    "lays-ground": "到【2025年】,为碳达峰奠定基础。",
    "national-pledge": "全市力争【2030年前】碳排放达到峰值。",
    "considers": "【2025年】实现产值目标。",
    "level": "产能压减任务【三年内】完成。",
}


@pytest.mark.parametrize(("reason", "kept"), KEPT.items())
def test_every_refusal_leaves_its_neighbour(reason: str, kept: str) -> None:
    check(kept)


def test_every_reason_has_a_kept_sentence() -> None:
    assert {row["reason"] for row in ROWS} == set(KEPT)


def test_a_labelled_text_takes_every_time() -> None:
    assert marked("持续推进", labelled=True) == "【持续推进】"
    assert marked("2019年底", ANCHOR, labelled=True) == "【2019年底】"
    assert marked("立即", labelled=True) == "【立即】"
    assert marked("按国家要求", labelled=True) == "按国家要求"
    assert marked("", labelled=True) == ""


def test_what_is_over_is_refused_only_when_the_anchor_is_known() -> None:
    assert marked("2020年完成项目6个。", ANCHOR) == "2020年完成项目6个。"
    assert marked("2020年完成项目6个。") == "【2020年】完成项目6个。"


def test_a_plan_may_come_out_after_its_first_deadline() -> None:
    anchor = TimeAnchor(date(2024, 3, 12), date(2024, 1, 1), date(2024, 12, 31))
    assert marked("2024年1月底前制定清单。", anchor) == "【2024年1月底前】制定清单。"
    assert marked("2024年1月新增企业3家。", anchor) == "2024年1月新增企业3家。"


def test_only_the_issue_of_the_document_itself_starts_its_time() -> None:
    for text, starts in [
        ("自本通知印发之日起30日内制定细则。", True),
        ("自印发之日起30日内制定细则。", True),
        ("本办法发布后3个月内出台细则。", True),
        ("自目录公布之日起2个月内召开会议。", False),
        ("名单公布后2个月内签订协议。", False),
    ]:
        (found,) = find_deadlines(text, find_times(text))
        assert found.time.from_issue is starts, text


def test_a_text_that_looks_back_keeps_only_stated_ends() -> None:
    assert marked("全年引进项目30个。", ANCHOR, looks_back=True) == "全年引进项目30个。"
    assert marked("全年引进项目30个。", ANCHOR) == "【全年】引进项目30个。"
    assert marked("到2025年,建成园区。", ANCHOR, looks_back=True) == "到【2025年】,建成园区。"


def test_a_refused_year_is_not_inherited() -> None:
    text = "按2019年印发的办法,6月底前完成整改。"
    (found,) = find_deadlines(text, find_times(text), anchor=ANCHOR)
    assert found.time.resolve(ANCHOR).end_date == date(2021, 6, 30)


def test_verdicts_carry_rule_and_confidence() -> None:
    text = "完成时限:2021年底。全年新增5家。"
    label, bare = find_deadlines(text, find_times(text))
    assert (label.rule, label.label, bare.rule, bare.label) == ("label", True, "period-with-outcome", False)
    assert 0 < bare.confidence < label.confidence <= 1


@pytest.mark.parametrize(
    "head", ["完成时限", "整改时限", "时间节点", "进度安排", "时间", "完成时限(2021年)", "计划完成时间"]
)
def test_deadline_column(head: str) -> None:
    assert is_deadline_column(fold(head))


@pytest.mark.parametrize("head", ["责任单位", "序号", "工作任务", "时间紧任务重的项目清单", ""])
def test_other_column(head: str) -> None:
    assert not is_deadline_column(fold(head))


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        ("整改时限:6月底;责任单位:市局", ["6月底"]),
        ("完成时限:6月底,责任单位:市局", ["6月底,"]),
        ("(完成时间:2021年)", ["2021年"]),
        ("完成时限:\n2022年", ["2022年"]),
        ("【完成时限】9月底", ["9月底"]),
        ("没有时限", []),
    ],
)
def test_reach_of_a_label(text: str, reach: list[str]) -> None:
    assert [text[span.start : span.end] for span in label_reach(text)] == reach


@given(
    st.text(alphabet="2025年月底前完成时限:;,。()《》“”的起为到至较每三内持续推进 \n增长6%力争阶段", max_size=60),
    st.booleans(),
)
def test_every_time_gets_one_verdict(text: str, labelled: bool) -> None:
    times = find_times(text)
    verdicts = judge_times(text, times, labelled=labelled, anchor=ANCHOR)
    assert [(found.start, found.end) for found in verdicts] == [(found.start, found.end) for found in times]


@pytest.mark.parametrize(
    "text",
    ["完成时限:" * 5_000, "完成时限:" + "6" * 20_000, "“" * 20_000, "2025年完成的" * 28, "阶段(" * 28 + "3月"],
)
def test_hostile_text_is_judged_in_no_time(text: str) -> None:
    times = find_times(text)
    judge_times("2025年完成时限:6月底", find_times("2025年完成时限:6月底"))
    started = time.process_time()
    judge_times(text, times)
    assert time.process_time() - started < 0.3
