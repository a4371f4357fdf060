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
_OFFICE = "(?:组长|主任|书记|省长|市长|区长|县长|部长|局长|院长|主席|总理|秘书长|一把手|负责人)"
_OFFICE_EN = r"(?:heads?|leaders?|chair(?:man|woman|person|s)?|directors?|ministers?|mayors?|governors?|secretary|president|premier)"
_WHICH = r"(?:which|what)(?: \w+){0,2}"
_COMPANY_EN = "(?:company|firm|manufacturer|operator|airline|shipping line|carrier|bank|contractor)"
_DOES = r"(?:is|was|has|will|would|does|did|in|of|at|runs?|owns?|leads?|ma[dk]es?|builds?|built|bought|won|gets?|got|operates?)\b"
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
        "officeholder",
        "担任者的姓名",
        "the name of the officeholder",
        rf"{_OFFICE}(?:现在|目前|到底|究竟)?(?:是|叫)?(?:谁|哪一?位|什么名|啥名)|(?:谁|哪一?位)(?:是|当|任|担任|出任)[^,。?]{{0,14}}{_OFFICE}"
        rf"|\bwho(?:'s|se| is| was| are| will be) (?:currently )?(?:the )?(?:current |executive |acting |deputy |party )?{_OFFICE_EN} of\b"
        r"|\bwho (?:heads|chairs) (?:the|it)\b",
        r"(?:由|任命)[^,。;]{1,20}(?:担任|兼任|出任|任组长|任主任)|总书记|总理|国家主席"
        r"|\b(?:chaired|headed) by\b|\bserves? as\b|\bgeneral secretary\b|\bpremier\b|\bpresident\b",
        certain=True,
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
        "population",
        "人口数",
        "a number of people",
        r"人口(?:总数|总量|总共|一共|规模|数量)?(?:有|是|为|达到|大约|约)?(?:多少|几)|多少(?:万|亿)?(?:常住|户籍|总)?人口(?!的)"
        r"|\b(?:what|how (?:large|big))\b(?: \w+){0,3} (?:the )?(?:\w+ )?population\b(?! \w*(?:rate|density|growth|share))"
        r"|\bhow many (?:people|residents|inhabitants) (?:live|reside|are there)\b",
        r"\d[\d.,]*[万亿]?人(?![均次才口])|人口(?:总数|总量|规模)?(?:达到?|为|约|超过)?\d"
        r"|\bpopulation (?:of|is|was|reache[sd]|totals?) (?:\w+ )?\d|\d (?:million |billion )?(?:people|residents|inhabitants)\b",
        certain=True,
    ),
    _kind(
        "age",
        "年龄",
        "an age",
        r"多大(?:年纪|岁数|年龄)|多少岁|几岁|平均年龄|\bhow old\b|\baverage age\b",
        r"岁|年龄|寿命|\baged?\b|\byears old\b|\blife expectanc",
        certain=True,
    ),
    _kind(
        "one company",
        "企业的名称",
        "the name of a company",
        rf"哪一?家(?:公司|企业|厂商|银行|集团|运营商|车企|电商)|\bwhich (?:[a-z-]+ ){{0,2}}{_COMPANY_EN} {_DOES}",
        r"公司|集团|银行|\b(?:compan(?:y|ies)|corporation|co\.|ltd|inc\b|groups?|banks?)",
        certain=True,
    ),
    _kind(
        "method",
        "计算的方法",
        "the way it is calculated",
        r"(?:怎么|如何|怎样)(?:计算|算出|算的|统计|测算|核算|折算)|计算(?:方法|公式|口径)|统计口径"
        r"|\bhow (?:is|are|was|were) .{3,80}\b(?:calculated|computed|measured)\b|\bby what (?:measure|formula|method)\b",
        r"计算|测算|核算|统计|口径|公式|指标|标准|方法"
        r"|\b(?:calculat\w*|comput\w*|measur\w*|formula\w*|statistic\w*|accounting|indicator\w*|standards?|methods?)\b",
        certain=True,
    ),
    _kind(
        "origin",
        "最早的提出",
        "the first mention",
        r"最早(?:出自|是谁|由谁|何时|什么时候)|谁最?先(?:提|说|喊)|首次提出|第一次(?:提出|说)"
        r"|\bfirst (?:proposed|put forward|spoken|coined|suggested|floated|said)\b|\bwhose idea\b|\bwho (?:coined|came up with)\b",
        r"提出|首次|第一次|宣布|作出|决策|\b(?:propos\w*|put forward|announc\w*|first|decisions?)\b",
        certain=True,
    ),
    _kind(
        "opinion",
        "他人的看法",
        "the opinions of others",
        r"有(?:没有|啥|无)?(?:意见|异议|争议|质疑|批评)(?:$|[?,啊吗呢吧])|民调|(?:外界|外国人|专家|学者|媒体|网友|老百姓)[^,。?]{0,6}怎么(?:看|评价)"
        r"|\b(?:critics?|economists?|experts|scholars|unions?|media|observers|analysts) (?:\w+ ){0,4}?(?:say|think|agree|respond|react|object)\b"
        r"|\bhow (?:do|does|did) (?!they\b|it\b|the plan\b).{3,60}\bfeel about\b|\bhow did .{3,60}\b(?:respond|react)\b"
        r"|\bopinion (?:poll|survey)s?\b",
        r"意见|看法|批评|评价|反对|满意|\b(?:opinions?|views of|critic\w*|oppos\w*|object(?:ion|ed)\w*|satisf\w*)\b",
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
