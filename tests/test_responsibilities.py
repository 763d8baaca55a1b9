"""Who is responsible: each row is a sentence and the units it makes responsible, each way of saying it with a refusal.

Expected units are written ``role: unit unit``: L lead, R responsible, S support; a new role word starts a new list.
"""

from __future__ import annotations

import pytest
from conftest import cpu_seconds
from hypothesis import given
from hypothesis import strategies as st

from extractors.responsibilities import find_assignments, find_notes, role_of_header, unit_list
from extractors.text import fold
from extractors.types import Role, UnitMention

LETTER = {"lead": "L", "responsible": "R", "support": "S"}


def written(text: str, mentions: list[UnitMention]) -> str:
    """The mentions as the tables below write them: ``L: 市科技局 R: 市财政局``."""
    parts: list[str] = []
    for mention in mentions:
        if mention.order == 1:
            parts.append(f"{LETTER[mention.role]}:")
        parts.append(text[mention.start : mention.end])
    return " ".join(parts)


def read(sentence: str) -> str:
    text = fold(sentence)
    return written(text, find_assignments(text))


LABELLED = [
    ("责任单位:省科技厅、省财政厅,各市、县(市、区)", "R: 省科技厅 省财政厅 各市、县(市、区)"),
    ("建成中试基地。（责任单位：市科技局；完成时限：2026年6月底前）", "R: 市科技局"),
    ("[牵头单位:市科技局;配合单位:市财政局、市统计局;完成时限:年底]", "L: 市科技局 S: 市财政局 市统计局"),
    ("牵头单位:市发展改革委,责任单位:市科技局、市财政局", "L: 市发展改革委 R: 市科技局 市财政局"),
    ("【牵头单位】市科技局【配合单位】市财政局、各区政府", "L: 市科技局 S: 市财政局 各区政府"),
    ("牵头单位\n市科技局\n责任单位\n市财政局、市统计局", "L: 市科技局 R: 市财政局 市统计局"),
    ("牵头单位为市科技局,配合单位为市财政局。", "L: 市科技局 S: 市财政局"),
    ("主办:市科技局  协办:市财政局、市人社局", "L: 市科技局 S: 市财政局 市人社局"),
    ("(6月底完成,牵头考核单位:市教育局)", "L: 市教育局"),
    ("组织实施单位:县农业农村局  实施主体:各乡镇人民政府", "R: 县农业农村局 R: 各乡镇人民政府"),
    ("责任部门(单位):县科学技术局、各乡(镇)人民政府", "R: 县科学技术局 各乡(镇)人民政府"),
    ("(责任部门:监测处、省监测中心牵头,财审处配合;完成时限:四季度)", "L: 监测处 省监测中心 S: 财审处"),
    ("(牵头单位:市科技局,市财政局、市统计局按职责配合)", "L: 市科技局 S: 市财政局 市统计局"),
    ("(责任单位:市科技局(牵头)、市财政局)", "L: 市科技局 R: 市财政局"),
    ("责任单位:市科技局以及各区人民政府", "R: 市科技局 各区人民政府"),
    ("责任单位:市文化和旅游局和市财政局", "R: 市文化和旅游局 市财政局"),
    ("责任单位:区发改局 区科技局 区财政局", "R: 区发改局 区科技局 区财政局"),
    ("责任单位:市林业局、市发展改革委完成时限:2026年6月", "R: 市林业局 市发展改革委"),
    ("责任单位:市委组织部(市委人才办)、市科技局", "R: 市委组织部(市委人才办) 市科技局"),
    ("责任单位:省统计局,各市(含青屿新区,下同)相关主管部门", "R: 省统计局 各市(含青屿新区,下同)相关主管部门"),
    ("责任单位:市科技局;武昌区、青山区人民政府", "R: 市科技局 武昌区 青山区人民政府"),
    ("责任单位:市经信局、商务局、桐城集团、政协机关", "R: 市经信局 商务局 桐城集团 政协机关"),
    ("责任单位:市经信局,各区人民政府〈含开发区管委会〉", "R: 市经信局 各区人民政府"),
    ("责任单位:省人社厅,各市人民政府  (五)加强支持。市财政局会", "R: 省人社厅 各市人民政府"),
    ("责任科室:办公室、规划科", "R: 办公室 规划科"),
    ("责任单位及完成时限:市科技局,2025年12月", "R: 市科技局"),
    ("责任单位:市科技局等", "R: 市科技局"),
    ("责任分工:市科技局牵头,市财政局配合", "L: 市科技局 S: 市财政局"),
    ("责任单位:县农业农村局,各村(社区)", "R: 县农业农村局 各村(社区)"),
    ("责任单位:县卫健局、县妇幼保健院、县农科所", "R: 县卫健局 县妇幼保健院 县农科所"),
    ("责任单位:市科技局、市财政局,2025年底前完成。", "R: 市科技局 市财政局"),
    ("(责任领导:张三;责任单位:市科技局;责任人:李四)", "R: 市科技局"),
    ("责任单位——市科技局、市财政局", "R: 市科技局 市财政局"),
    ("(主办单位市科技局,协办单位市财政局、各区政府)", "L: 市科技局 S: 市财政局 各区政府"),
    ("(责任单位:教育部门、市场监管部门)", "R: 教育部门 市场监管部门"),
    ("督导单位:市水利局、市生态环境局;督办单位:市纪委监委", "S: 市水利局 市生态环境局 S: 市纪委监委"),
    ("验收单位:市水利局,监督单位:市审计局,指导单位:省水利厅", "S: 市水利局 S: 市审计局 S: 省水利厅"),
    ("监管责任单位:市应急局,技术支撑单位:市环科院", "R: 市应急局 S: 市环科院"),
    ("责任单位:市农业农村局,各乡镇(场)、各街道(农场、办事处)", "R: 市农业农村局 各乡镇(场) 各街道(农场、办事处)"),
    ("责任单位:各县(市、区)委、政府", "R: 各县(市、区)委、政府"),
    ("责任单位:各市抓落实", "R: 各市"),
    ("责任单位:市教育局,各县(市、区)委书记", "R: 市教育局"),
    ("责任落实:市教育局、各区政府", "R: 市教育局 各区政府"),
    ("落实:各市政府", "R: 各市政府"),
    ("责任单位:市教育局市财政局各县区人民政府", "R: 市教育局 市财政局 各县区人民政府"),
    ("责任单位:沅溪经开区党工委、管委会,余杭区委、政府", "R: 沅溪经开区党工委 管委会 余杭区委 政府"),
    ("(责任部门:经济运行处,配合部门:对外合作处)", "R: 经济运行处 S: 对外合作处"),
]

BRACKETED = [
    ("培育企业400家。(科技局、发改局、统计局、各镇街道)", "R: 科技局 发改局 统计局 各镇街道"),
    ("打造示范区(市科技局、市财政局)。", "R: 市科技局 市财政局"),
    ("推进改革。(市科技局)", "R: 市科技局"),
    ("(省住房城乡建设厅、省大数据局牵头,省民政厅等按照职责分工负责)", "L: 省住房城乡建设厅 省大数据局 R: 省民政厅"),
    ("(市发展改革委牵头,市财政局、市统计局参与)", "L: 市发展改革委 S: 市财政局 市统计局"),
    ("(省发展改革委牵头,省经信厅、省财政厅等部门配合)", "L: 省发展改革委 S: 省经信厅 省财政厅"),
    ("(市教育局、市体育局按职责负责)", "R: 市教育局 市体育局"),
    ("(财政部会同商务部负责)", "L: 财政部 S: 商务部"),
    ("(由市科技局牵头,市财政局、市人社局等部门按职责分工负责)", "L: 市科技局 R: 市财政局 市人社局"),
    ("(农业农村部、供销合作总社等和各有关省级人民政府负责)", "R: 农业农村部 供销合作总社 各有关省级人民政府"),
    ("(市发展改革委牵头,市财政局和各区、县(市)配合)", "L: 市发展改革委 S: 市财政局 各区、县(市)"),
    ("(省生态环境厅牵头,广州、深圳市政府配合)", "L: 省生态环境厅 S: 广州 深圳市政府"),
    ("(省水利厅牵头负责,省财政厅协同配合)", "L: 省水利厅 S: 省财政厅"),
    ("(各有关部门按职责分工负责)", "R: 各有关部门"),
    ("(市卫生健康委负责,2025年底前完成)", "R: 市卫生健康委"),
    ("推进改革。(市教育局、市财政局,2025年6月底前完成)", "R: 市教育局 市财政局"),
    (
        "建成园区。(市科技局、市财政局、市教育局、各区政府(新区管委会)、某某联盟)",
        "R: 市科技局 市财政局 市教育局 各区政府(新区管委会)",
    ),
    ("建成园区。(市科技局、湖南电信)", "R: 市科技局 湖南电信"),
    ("推进改革。(市国资委,各市属国企)", "R: 市国资委 各市属国企"),
    ("(市科技局、市财政局、市教育局、某某联盟按职责分工负责)", "R: 市科技局 市财政局 市教育局"),
    ("(市商务局牵头,市跨境电商产业园配合,6月底前完成,12月底前见成效)", "L: 市商务局 S: 市跨境电商产业园"),
    ("(外贸科牵头,财务科、县工业园配合,6月底前完成)", "L: 外贸科 S: 财务科 县工业园"),
    ("(市民政局牵头抓总,市教育局参与,各县区落实)", "L: 市民政局 S: 市教育局 R: 各县区"),
    ("(市民政局会商市自然资源和规划局等负责)", "L: 市民政局 S: 市自然资源和规划局"),
    ("建成园区。(办公室、外贸科)", "R: 办公室 外贸科"),
    ("建成园区。(招商服务中心、外贸科;9月底)", "R: 招商服务中心 外贸科"),
    ("建成园区。(市人社局就业促进科、市财政局社保科)", "R: 市人社局就业促进科 市财政局社保科"),
    ("(市民政局商市财政局负责)", "L: 市民政局 S: 市财政局"),
    ("(市商务局、市招商局负责)", "R: 市商务局 市招商局"),
    (
        "建成园区。(市科技局、市财政局、市教育局、市审计局,完成时限为2025年10月)",
        "R: 市科技局 市财政局 市教育局 市审计局",
    ),
]

PROSE = [
    ("由市发改委、市生态环境局牵头筹备组建市专班,办公室设在市发改委", "L: 市发改委 市生态环境局"),
    ("市科技局牵头,市财政局、市教育局配合,年底前完成。", "L: 市科技局 S: 市财政局 市教育局"),
    ("市民政局会同市财政局、市残联制定实施细则。", "L: 市民政局 S: 市财政局 市残联"),
    ("省商务厅、省科技厅要会同有关部门加强督查。", "L: 省商务厅 省科技厅"),
    ("建设工作由市交通运输局牵头,会同市公安局、市城管局抓好落实。", "L: 市交通运输局 S: 市公安局 市城管局"),
    ("由县林长制办公室牵头抓总,各乡镇人民政府负责本辖区任务落实。", "L: 县林长制办公室 R: 各乡镇人民政府"),
    ("要由发展改革部门牵头制定方案。", "L: 发展改革部门"),
    ("由市民政局、市残联共同负责。", "R: 市民政局 市残联"),
    ("省民政厅负责指导服务机构登记。省财政厅负责资金保障。", "R: 省民政厅 R: 省财政厅"),
    ("市公安局、市应急局要按照职责分工,负责做好监管。", "R: 市公安局 市应急局"),
    ("由市住建局牵头,市财政局、市水务局等部门参与,每月会商。", "L: 市住建局 S: 市财政局 市水务局"),
    ("市科技局、市工业和信息化局统筹推进企业培育工作。", "R: 市科技局 市工业和信息化局"),
    ("市民政局具体组织实施服务项目。", "R: 市民政局"),
    ("市财政局、市审计局在各自职责范围内,分别负责资金管理。", "R: 市财政局 市审计局"),
    ("国务院教育行政部门负责统筹规划。", "R: 国务院教育行政部门"),
    ("医疗保障行政部门会同有关部门制定办法。", "L: 医疗保障行政部门"),
    ("市生态环境局完善考评机制,会同市农业农村局开展评估。", "L: 市生态环境局 S: 市农业农村局"),
    ("各部门要齐抓共管,市发展改革委要强化统筹,会同有关部门细化清单。", "L: 市发展改革委"),
    ("联合实验室建设由市教育局负责。", "R: 市教育局"),
    ("由市科技局负责牵头,市财政局、市教育局协助。", "L: 市科技局 S: 市财政局 市教育局"),
    ("市科技局为牵头单位,市财政局为配合单位。", "L: 市科技局 S: 市财政局"),
    ("工作由市科技局统一负责。", "R: 市科技局"),
    ("由市科技局、市财政局按职责落实。", "R: 市科技局 市财政局"),
    ("市科技局牵头;市财政局、市教育局参加。", "L: 市科技局 S: 市财政局 市教育局"),
    ("省财政厅依照相关标准牵头组织评审。", "L: 省财政厅"),
    ("市住建局按照国家规定负责设施验收。", "R: 市住建局"),
    ("市城管局、市住建局依法依规共同负责。", "R: 市城管局 市住建局"),
    ("各县(市、区)人民政府负责本辖区任务落实。", "R: 各县(市、区)人民政府"),
    ("区发展改革部门负责受理申请;区财政部门、商务部门负责兑现奖励。", "R: 区发展改革部门 R: 区财政部门 商务部门"),
    ("市公安局:负责维护交通秩序。", "R: 市公安局"),
    ("(二)市委宣传部。负责舆论引导。", "R: 市委宣传部"),
    ("(三)市财政局:做好资金保障。", "R: 市财政局"),
    ("各乡镇(街道)负责组织群众转移。", "R: 各乡镇(街道)"),
    ("职责分工:市公安局:负责交通管制;市卫生健康委:配合做好救护。", "R: 市公安局 S: 市卫生健康委"),
    ("市工信局负责认定,各区(县)工信部门负责初审、推荐。", "R: 市工信局 R: 各区(县)工信部门"),
    ("由市工信局组织复核,市财政局组织评审会。", "R: 市工信局"),
    ("由市审计局承担监督任务,所需费用由市财政局承担。", "R: 市审计局"),
    ("由市农业农村局商市财政局制定细则。", "L: 市农业农村局 S: 市财政局"),
    ("各区人民政府、临川县政府:属地责任主体,负责征拆。", "R: 各区人民政府 临川县政府"),
    ("(二)各区人民政府:落实属地责任。", "R: 各区人民政府"),
    ("各市县政府为责任主体。", "R: 各市县政府"),
    ("临川县委、县政府对整改工作负总责。", "R: 临川县委 县政府"),
    ("各县(市、区)人民政府对本区域整改负主体责任。", "R: 各县(市、区)人民政府"),
]


@pytest.mark.parametrize(("sentence", "units"), [*LABELLED, *BRACKETED, *PROSE])
def test_assignments(sentence: str, units: str) -> None:
    assert read(sentence) == units


REFUSED = [
    ("各区、县人民政府,市政府各部门:", "the address of a letter"),
    ("各责任单位:现将方案印发给你们,市科技局请认真落实。", "an address with a role word"),
    ("支持市科技局牵头建设创新平台。", "supported, not told to lead"),
    ("支持企业牵头组建联合体。", "no body of government"),
    ("市科技局主要负责人要亲自抓。", "a person"),
    ("省发展改革委、省财政厅负责同志参加会议。", "persons"),
    ("本政策由市商务局会同市财政局负责解释。", "who interprets the document does no task"),
    ("由市商务局负责解释。", "the same"),
    ("由市农业农村局会同相关部门负责政策解释。", "the same in other words"),
    ("市水利局(牵头单位)、市财政局(配合单位)", "the role of the body before it is no label"),
    ("各部门负责本行业任务落实。", "nobody is named"),
    ("牵头单位市科技局要加强统筹。", "a body told what to do in passing"),
    ("配合单位各司其职,形成合力。", "no body"),
    ("市财政局:现将实施方案印发给你们,做好落实。", "the address of a letter"),
    ("主要任务:加强统筹,做好保障。", "no body heads the item"),
    ("各设区市要做好牵头统筹。", "governments told in passing"),
    ("市公安局:要加强宣传。负责同志参加会议。", "a person"),
    ("鼓励企业参与市政府项目。", "参与 without an assignment before it"),
    ("支持市科技局统筹推进项目建设。", "supported, not told to do it"),
    ("统筹推进市科技局项目建设。", "no body before the verb"),
    ("依托市大数据局平台,会同有关企业建设系统。", "a body that is not the subject"),
    ("市财政局、市审计局的意见统一后,会同有关企业落实。", "what belongs to a body is not the body"),
    ("市直有关部门按照职责分工抓好落实。", "departments in general"),
    ("企业是第一责任单位。", "no body of government"),
    ("建成园区。(市科技局、某某联盟)", "half of the names are unknown"),
    ("各级教育行政部门负责监督。", "departments of all levels"),
    ("该规定由财政部、国家统计局联合发布。", "联合 without a partner"),
    ("发展服务业(含待岗人员),加强市(市、区)联动。", "brackets that explain"),
    ("省级部门(省科技厅、省财政厅)要加强指导。", "a bracket inside a sentence"),
    ("(以下简称市科技局)", "a short name is given"),
    ("国家新闻出版署(国家版权局)", "another name of the body before it"),
    ("责任单位:见附件", "no unit"),
    ("责任人:张三", "a person"),
    ("列第一位者为牵头单位,下同", "a note, not a label"),
    ("政府主要负责规划战略。", "government in general"),
    ("区卫生健康部门会同同级财政部门统计。", "departments in general"),
    ("主办:市人民政府办公室\n承办:市大数据局\n版权所有", "a web page's imprint"),
    ("以对人民高度负责的态度抓好落实。", "a phrase"),
    ("建成用房。(办公室、会议室)", "rooms"),
    ("内设机构(办公室、外贸科)要加强协作。", "a bracket that explains"),
    ("各区人民政府:\n加强安全生产工作是大事。", "a letter"),
    ("责任单位:见附件、管委会", "nobody before it names the zone"),
    ("企业对安全生产负总责。", "no body of government"),
    ("监督电话:市水利局、市财政局值班室", "a telephone, no label of units"),
    ("验收要求:市水利局、市财政局", "no label of units"),
    ("落实:各级政府要高度重视,加大投入。", "what is to be done, no list"),
    ("每月会商市场形势,市科技局会商研判。", "会商 without a partner"),
    ("市科技局组织评审会。", "组织 without 由"),
    ("督促各市场(场)主体自查。", "no class of places"),
]


@pytest.mark.parametrize(("sentence", "why"), REFUSED, ids=[why for _, why in REFUSED])
def test_refused(sentence: str, why: str) -> None:
    assert read(sentence) == "", why


NOTES = [
    ("(责任单位:科技局、经信局。列第一位者为牵头单位,下同)", "first_is_lead"),
    ("(市科技局、市财政局。排在第一位的为牵头单位)", "first_is_lead"),
    ("(省应急厅(排第一的为牵头单位,下同)、省财政厅)", "first_is_lead"),
    ("责任单位:市科技局、市财政局(第一个单位为牵头单位,下同)", "first_is_lead"),
    ("各任务列首位的为牵头单位。", "first_is_lead"),
    ("牵头单位为排第一的单位。", "first_is_lead"),
    ("(责任单位:市科技局,以下均需各区、县(市)落实,不再列出)", "addition: 各区、县(市)"),
    ("责任单位:省能源局。各市(州)人民政府,以下各条均涉及", "addition: 各市(州)人民政府"),
    ("各地均为责任单位,不再逐一列出。", "addition: 各地"),
    (
        "各项工作均需市(州)人民政府组织,县(市、区)人民政府落实,以下不再列出",
        "addition: 市(州)人民政府 县(市、区)人民政府",
    ),
    ("以下各项任务均涉及各县(市、区)、市直园区,不再单独列出", "addition: 各县(市、区) 市直园区"),
    ("各区政府〈含园区,以下任务均需各区政府落实,不再列出〉", "addition: 各区政府"),
    ("以上工作均需各地落实", "addition: 各地"),
    ("以下任务责任单位均包括各县区人民政府,不再一一列出。", "addition: 各县区人民政府"),
    ("以下工作均由各乡镇人民政府、街道办事处落实", "addition: 各乡镇人民政府、街道办事处"),
]


@pytest.mark.parametrize(("sentence", "note"), NOTES)
def test_notes(sentence: str, note: str) -> None:
    text = fold(sentence)
    found = find_notes(text)
    units = [text[unit.start : unit.end] for one in found for unit in one.units]
    assert [f"{one.kind}: {' '.join(units)}" if units else one.kind for one in found] == [note]


@pytest.mark.parametrize(
    "sentence",
    [
        "全市经济总量居全省首位。", "坚持把安全放在首位。", "该项目不再列入清单。", "以下简称示范区。",
        "所有部门都要为企业服务。", "第一产业占比下降。", "上述项目均已完成。",
    ],
)  # fmt: skip
def test_no_notes(sentence: str) -> None:
    assert find_notes(fold(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "units"),
    [
        ("(责任单位:市科技局,以下均需各区落实,不再列出)", "R: 市科技局"),
        ("(责任单位:省应急厅(排第一的为牵头单位,下同)、省财政厅)", "R: 省应急厅 省财政厅"),
        ("(省应急厅(排第一的为牵头单位,下同)、省财政厅,完成时限为2025年)", "R: 省应急厅 省财政厅"),
        ("(省能源局负责,各级人民政府落实。以下均需各级人民政府落实,不再列出)", "R: 省能源局 各级人民政府"),
        ("(责任单位:省能源局。各市(州)人民政府,以下各条均涉及)", "R: 省能源局"),
        ("(牵头单位:市水务局;配合单位:市财政局;各区政府负责落实)", "L: 市水务局 S: 市财政局 各区政府"),
    ],
)
def test_units_of_a_note_stay_out_of_the_list(sentence: str, units: str) -> None:
    assert read(sentence) == units


CELLS: list[tuple[str, Role, str]] = [
    ("基础处 法规处", "lead", "L: 基础处 法规处"),
    ("市科技局\n市财政局", "support", "S: 市科技局 市财政局"),
    ("市发展改革\n委\n市财政局", "support", "S: 市发展改革\n委 市财政局"),
    ("各区、县(市)", "responsible", "R: 各区、县(市)"),
    ("市科技局(牵头)\n市财政局", "responsible", "L: 市科技局 R: 市财政局"),
    ("牵头:市科技局 配合:市财政局", "responsible", "L: 市科技局 S: 市财政局"),
    ("三大运营商、市科技局", "responsible", "R: 三大运营商 市科技局"),
    ("1.市科技局 2.市财政局", "responsible", "R: 市科技局 市财政局"),
    ("①市科技局★/市财政局", "responsible", "R: 市科技局 市财政局"),
    ("市科技局 张三", "responsible", "R: 市科技局"),
    ("/", "support", ""),
    ("无", "support", ""),
    ("-", "lead", ""),
]


@pytest.mark.parametrize(("cell", "role", "units"), CELLS)
def test_cells(cell: str, role: Role, units: str) -> None:
    text = f"前文|{cell}|后文"
    assert written(text, unit_list(text, 3, 3 + len(cell), role)) == units


HEADERS: list[tuple[str, Role | None]] = [
    ("会办单位", "support"), ("牵头责任处室", "lead"), ("责任单位", "responsible"), ("牵头部门", "lead"),
    ("配合部门", "support"), ("责任\n单位", "responsible"), ("牵头单位(部门)", "lead"), ("主办", "lead"),
    ("责任部门/单位", "responsible"), ("责任单位及责任人", "responsible"), ("市级牵头单位", "lead"),
    ("实施主体", "responsible"), ("完成时限", None), ("责任人", None), ("序号", None), ("工作措施", None),
    ("责任领导", None), ("建设单位", None), ("单位", None),
]  # fmt: skip


@pytest.mark.parametrize(("header", "role"), HEADERS)
def test_headers(header: str, role: Role | None) -> None:
    assert role_of_header(header) == role


def test_lists_of_one_clause_are_told_apart() -> None:
    text = fold("办好园区。(责任单位:市科技局、市财政局)办好学校。(责任单位:市教育局)")
    mentions = find_assignments(text)
    assert [(one.group, one.order) for one in mentions] == [(0, 1), (0, 2), (1, 1)]
    assert {one.source for one in mentions} == {"label"}


def test_a_sure_name_in_a_labelled_list_is_surer_than_running_text() -> None:
    labelled = find_assignments("责任单位:市科技局")[0]
    unlisted = find_assignments("责任单位:桐城委桐城集团")[0]
    prose = find_assignments("由市科技局牵头制定方案。")[0]
    assert labelled.confidence > unlisted.confidence >= 0.9 > prose.confidence


PIECES = st.sampled_from(
    [
        "责任单位:", "(", ")", "市科技局", "各市、县(市、区)", "、", ",", ";", "。", "\n", " ", "牵头", "负责", "会同",
        "由", "等部门", "按职责分工", "以下均需", "不再列出", "列第一位", "为牵头单位", "2025年", "【", "】", "〈",
        "〉", "和", ":",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
def test_spans_are_ordered_and_inside(text: str) -> None:
    mentions = find_assignments(text)
    assert all(0 <= one.start < one.end <= len(text) for one in mentions)
    assert all(text[one.start : one.end] == text[one.start : one.end].strip(" \n,、;。") for one in mentions)
    assert all(first.end <= second.start for first, second in zip(mentions, mentions[1:], strict=False))
    for note in find_notes(text):
        assert text[note.start : note.end]
        assert all(note.start <= unit.start < unit.end <= note.end for unit in note.units)
        assert not any(one.start < note.end and note.start < one.end for one in mentions)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 28 + "!", "1" * 20000, "(" * 20000, "各" * 20000, "市" * 20000, "、" * 20000, "牵头" * 10000,
        "负责" * 10000, "由" * 20000, "A会同" * 6000, "以下均需" * 5000, "(科技局、" * 4000, "责任单位:" * 4000,
        "各市、县" * 5000, "和" * 20000,
    ],
    ids=lambda text: text[:6],
)  # fmt: skip
def test_no_text_is_slow(text: str) -> None:
    find_assignments("责任单位:市科技局(A、B负责)")
    assert cpu_seconds(lambda: find_assignments(text)) < 0.3
