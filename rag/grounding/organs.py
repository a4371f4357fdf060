"""The central organs of the state and the party by their official names in both languages, so that one may be found in the other.

After the lists of the State Council (english.www.gov.cn); nothing here depends on a document.
"""

from functools import cache

_ORGANS = """
国务院 = State Council
党中央|中共中央|中央委员会 = CPC Central Committee|Party Central Committee|Central Committee of the C
全国人大|全国人民代表大会 = National People's Congress|NPC
全国政协|人民政治协商会议 = Political Consultative Conference|CPPCC
国家监委|国家监察委员会 = National Commission of Supervision|National Supervisory Commission
最高人民法院|最高法院 = Supreme People's Court|Supreme Court
最高人民检察院 = Supreme People's Procuratorate
中央军委|中央军事委员会 = Central Military Commission
外交部 = Ministry of Foreign Affairs
国防部 = Ministry of National Defense|Ministry of Defense
发展改革委|发改委|发展和改革委 = Development and Reform Commission|NDRC
教育部 = Ministry of Education
科技部|科学技术部 = Ministry of Science and Technology
工业和信息化部|工信部 = Ministry of Industry and Information Technology
国家民委|民族事务委员会 = Ethnic Affairs Commission
公安部 = Ministry of Public Security
国家安全部 = Ministry of State Security
民政部 = Ministry of Civil Affairs
司法部 = Ministry of Justice
财政部 = Ministry of Finance
人力资源社会保障部|人力资源和社会保障部|人社部 = Ministry of Human Resources and Social Security
自然资源部 = Ministry of Natural Resources
生态环境部 = Ministry of Ecology and Environment
住房城乡建设部|住房和城乡建设部|住建部 = Ministry of Housing and Urban-Rural Development
交通运输部|交通部 = Ministry of Transport
水利部 = Ministry of Water Resources
农业农村部|农业部 = Ministry of Agriculture
商务部 = Ministry of Commerce
文化和旅游部|文旅部 = Ministry of Culture and Tourism
国家卫生健康委|国家卫健委|卫生健康委员会 = National Health Commission
退役军人事务部 = Ministry of Veterans Affairs
应急管理部 = Ministry of Emergency Management
中国人民银行|人民银行|央行|中央银行 = People's Bank of China|Central Bank|PBOC
审计署 = National Audit Office
国资委|国有资产监督管理委员会 = State-owned Assets Supervision and Administration Commission|SASAC
海关总署 = General Administration of Customs|Customs Administration
税务总局 = State Taxation Administration|Administration of Taxation
市场监管总局|市场监督管理总局 = State Administration for Market Regulation
证监会|证券监督管理委员会 = Securities Regulatory Commission|CSRC
金融监管总局|金融监督管理总局 = National Financial Regulatory Administration
国家统计局 = National Bureau of Statistics
知识产权局 = Intellectual Property Administration
国家医保局|医疗保障局 = Healthcare Security Administration
中国科学院|中科院 = Chinese Academy of Sciences
中国工程院 = Chinese Academy of Engineering
国家铁路局 = National Railway Administration
民航局|民用航空局 = Civil Aviation Administration
国家能源局 = National Energy Administration
国家林草局|林业和草原局 = Forestry and Grassland Administration
外汇局|外汇管理局 = Administration of Foreign Exchange
"""


@cache
def organs() -> tuple[tuple[str, ...], ...]:
    """Each organ's names in both languages, the English ones in lower case."""
    rows = [line.replace(" = ", "|").split("|") for line in _ORGANS.strip().splitlines()]
    return tuple(tuple(name.lower() for name in row) for row in rows)


def organs_of(text: str) -> frozenset[tuple[str, ...]]:
    """The organs that a `plain` text names, each with all its names."""
    return frozenset(names for names in organs() if any(name in text for name in names))
