"""The kinds of thing, other than quantities, that a question asks for, by their words in both languages."""

import re
from dataclasses import dataclass

from rag.types import Bilingual


@dataclass(frozen=True, slots=True)
class Asked:
    """A kind of thing: its key, its name for people, the words that ask for it, the words an answer holds ("" for any).

    certain  where no sentence holds such words, nothing else can answer
    """

    key: str
    name: Bilingual
    asks: re.Pattern[str]
    answers: re.Pattern[str]
    certain: bool = False


def _kind(key: str, zh: str, en: str, asks: str, answers: str, *, certain: bool = False) -> Asked:
    return Asked(key, Bilingual(zh, en), re.compile(asks), re.compile(answers), certain)


_THIS = "(?:规划|纲要|文件|文本)"
_WHEN_WHO = "什么时候|何时|哪一?[年天月]|几[月号年]|谁|由谁|哪个(?:部门|机关|单位)"
_WHICH = r"(?:which|what)(?: \w+){0,2}"
KINDS = (
    _kind(
        "penalty",
        "处罚",
        "a penalty",
        r"罚款|罚多少|罚金|处罚|受罚|怎么罚|罚吗|处分|判几年|坐牢|问责|承担什么(?:法律)?责任"
        r"|\b(?:penalt\w+|fines?\b|fined|punish\w*|sanctions?|prison|jail\w*|prosecut\w+|accountab\w+|liab\w+)",
        r"罚|惩|处分|追究|责任|问责|失信|刑"
        r"|\b(?:penal\w+|fine[sd]?\b|punish\w*|sanction\w*|imprison\w*|accountab\w+|liab\w+|discredit\w*|dishonest\w*)",
    ),
    _kind(
        "person",
        "负责的人或单位",
        "a person or a body",
        r"谁|哪一?位|哪些人|什么人|负责人|组长|主任是|\b(?:who|whom|whose)\b",
        r"主席|总书记|总理|书记|组长|主任|人员|人才|居民|群众|企业|部门|政府|各地|省|市|机构|领导小组|办公室"
        r"|\b(?:secretary|president|premier|chair\w*|director|personnel|talents?|residents?|people|enterprises?"
        r"|departments?|governments?|province|municipality|office|group|committee)",
    ),
    _kind(
        "body",
        "机构",
        "a body or an agency",
        rf"哪个(?:部门|机构|单位|部委|机关|法院|局|委)|哪些(?:部门|机构|单位|机关)|归谁管|{_WHICH} "
        r"(?:agency|agencies|ministry|ministries|department|departments|authority|authorities|body|bodies|court|courts"
        r"|office|institution|institutions|regulator)\b",
        r"部门|机构|委员会|办公室|领导小组|政府|局|部\b|法院|检察|组织|联盟|平台"
        r"|\b(?:agenc\w+|ministr\w+|department\w*|authorit\w+|bod(?:y|ies)|court\w*|office\w*|institution\w*"
        r"|committee\w*|group\w*|government\w*|alliance\w*)",
    ),
    _kind(
        "company",
        "企业",
        "a company",
        rf"哪家|哪几家|哪些(?:公司|企业|银行|厂商)|{_WHICH} "
        r"(?:company|companies|firms?|banks?|operators?|enterprises?|contractors?)\b",
        r"公司|集团|企业|银行|\b(?:compan\w+|corporation\w*|group|enterprise\w*|bank\w*|firm\w*)",
    ),
    _kind(
        "place",
        "地点",
        "a place",
        r"哪个(?:城市|省|市|区|县|地方|国家|镇|村)|哪座|哪些(?:城市|国家|地方|地区|省|市|县|区)|哪里|哪儿|在哪|什么地方|何处"
        rf"|哪几个(?:城市|国家|地方|省|市|县|区)|{_WHICH} "
        r"(?:city|cities|country|countries|province|provinces|county|counties|town|towns|district|districts|place|places"
        r"|area|areas|location|locations|site|sites)\b|\bwhere\b|headquarter",
        r"",
    ),
    _kind("cause", "原因", "a reason", r"为什么|为何|为啥|原因|凭什么|\bwhy\b|\breasons?\b|\bcause[sd]?\b", r""),
    _kind(
        "contact",
        "联系方式",
        "contact details",
        r"电话|热线|邮箱|网址|联系方式|\b(?:phone|telephone|hotline|e-?mail|website|url|contact (?:details|number))\b",
        r"电话|热线|邮箱|网址|网站|\b(?:phone|telephone|hotline|e-?mail|website|url|contact)",
    ),
    _kind(
        "procedure",
        "办理的办法",
        "a procedure",
        r"怎么(?:申请|办理|报名|预订|购买|领取|办|买)|如何(?:申请|办理|报名|预订|购买|领取)|什么(?:材料|手续|条件)|哪些材料"
        r"|how (?:do|can|should|would) (?:i|we|one|you|companies|applicants|individuals) (?:apply|register|book|get|buy|claim|file)"
        r"|what (?:documents|forms|paperwork)",
        r"申请|办理|手续|备案|登记|审批|材料"
        r"|\b(?:appl(?:y|ication\w*)|registr\w+|register\w*|procedur\w+|filing|approv\w+)",
    ),
    _kind(
        "rank",
        "名次",
        "a rank",
        r"第几|排名|名次|前多少|前几|\brank\w*\b|\btop how many\b",
        r"第[一二三四五六七八九十\d]|排名|前[一二三四五六七八九十\d]|名列|位居|\b(?:rank\w*|top \w+|first|second|third)\b",
    ),
    _kind(
        "financing",
        "资金来源",
        "where the money comes from",
        r"资金(?:从哪|哪里?来|来源|谁出)|钱(?:谁出|从哪|哪来|由谁)|谁(?:出钱|掏钱|买单|付钱)|怎么筹|融资方式|靠什么钱"
        r"|\b(?:financed|funded)\b|\bwho (?:pays|funds|finances|is paying)\b|\bpaid for\b|\bhow .*\bpay for\b",
        r"资金|投资|财政|融资|债|基金|投入|分担|出资|费|补贴|补偿"
        r"|\b(?:fund\w*|financ\w*|invest\w*|bonds?\b|budget\w*|costs?\b|fiscal|subsid\w*|pa(?:y|id|ys)\b|compensat\w*)",
    ),
    _kind(
        "permission",
        "是否允许",
        "whether it is allowed",
        r"能不能|可不可以|允不允许|准不准|让不让|可以.{1,14}吗|允许.{1,12}吗|^能.{2,14}吗|禁不禁止"
        r"|^(?:may|can|could) (?!you)|\ballowed to\b|\b(?:does|do|will) .{3,40}\b(?:allow|permit|ban|prohibit|forbid)\b",
        r"允许|可以|准许|禁止|不得|严禁|放宽|取消|限制|鼓励|支持|放开|自由|许可|准入|推动|推进|促进|实行|试点"
        r"|\b(?:allow\w*|permit\w*|prohibit\w*|forbid\w*|relax\w*|cancel\w*|restrict\w*|encourag\w*|support\w*"
        r"|free\w*|liberal\w*|promot\w*|access|may|pilot)",
    ),
    _kind(
        "charge",
        "由谁负责",
        "who is responsible",
        r"由谁(?:负责|管|牵头)|谁(?:来)?(?:负责|主管|牵头|管)|归谁"
        r"|\b(?:who|which \w+) (?:is|are) (?:responsible|in charge)\b|\bwho (?:oversees|leads|heads)\b",
        r"负责|牵头|承担|领导|会同|主管|监督|责任|统筹|联合|共同|管理|成立|设立"
        r"|\b(?:responsib\w*|charge|undertak\w*|lead\w*|oversee\w*|joint\w*|manag\w*|establish\w*|organi[sz]\w*|duties)",
    ),
    _kind(
        "condition",
        "条件",
        "the conditions for it",
        r"什么(?:样的)?(?:条件|资格|门槛)|哪些(?:条件|资格)|条件是|满足什么|够什么"
        r"|\b(?:what|which) (?:\w+ ){0,2}(?:conditions?|criteria|qualifications?|requirements?)\b|\beligib\w+",
        r"条件|资格|前提|符合|不低于|门槛|标准|经.{0,6}后|按照|要求|须"
        r"|\b(?:condition\w*|qualif\w*|criteria|premise|provided|requirement\w*|threshold\w*|standards?|upon|compliance)",
    ),
    _kind(
        "issue",
        "文件的发布",
        "who issued the document, or when",
        rf"{_THIS}[^，,？?]{{0,3}}(?:{_WHEN_WHO})[^，,？?]{{0,4}}(?:发布|印发|出台|颁布|公布)"
        rf"|(?:{_WHEN_WHO})[^，,？?]{{0,3}}(?:发布|印发|出台|颁布|公布)的?(?:了|这[份个])?{_THIS}"
        r"|\b(?:who|when)\b.{0,30}\b(?:issue|publish|release|promulgate)\w* (?:the |this )(?:plan|outline|document)\b"
        r"|\b(?:who|when) (?:is|was|were) (?:the |this )(?:plan|outline|document) (?:issued|published|released|promulgated)"
        r"|\b(?:plan|outline|document) (?:issued|published|released|promulgated) by (?:who|which|what)",
        r"(?:规划|纲要|文件)[^。;,]{0,12}(?:发布|印发|颁布)|(?:发布|印发|颁布)[^。;,]{0,6}(?:规划|纲要|文件)"
        r"|\b(?:issu\w+|publish\w*|promulgat\w*)\b[^.;,]{0,30}\b(?:outline|plan|document)\b",
        certain=True,
    ),
    _kind(
        "wording",
        "词语出现的次数",
        "how often a word occurs",
        r"(?:提到|出现|提及|写到?|说)(?:了|过)?(?:几|多少)[次回处遍]"
        r"|\bhow (?:often|many times)\b.{0,40}\b(?:mention\w*|appears?|occurs?|the word)\b",
        r"(?!)",
        certain=True,
    ),
)
