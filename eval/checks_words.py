"""The words that the mutation suite puts into sentences: opposites, synonyms, places, units.

Chosen from a dictionary and from statutes, not from the word lists of the checks (`rag.grounding.terms`, `places`), so
that what is caught says something about words nobody listed. Each row reads "word: replacements"; of several
replacements one is drawn.
"""

from rag.types import Lang

Table = dict[Lang, dict[str, tuple[str, ...]]]


def _rows(text: str) -> dict[str, tuple[str, ...]]:
    pairs = (line.split(":") for line in text.strip().splitlines())
    return {word.strip(): tuple(other.strip() for other in others.split("|")) for word, others in pairs}


OPPOSITE: Table = {
    Lang.ZH: _rows(
        """
        扩大: 缩小|收缩|压减|缩减
        提高: 降低|调低|压低|拉低
        提升: 下降|削弱|拉低
        增加: 减少|缩减|减低
        增强: 减弱|削弱|淡化
        加强: 削弱|弱化|放松
        强化: 弱化|淡化
        缩小: 拉大|扩大|拉开
        降低: 提高|抬高|推高
        减少: 增加|增多|扩大
        下降: 上升|回升|攀升
        上升: 下降|回落|下滑
        增长: 萎缩|下降|下滑
        加快: 放慢|拖慢|放缓
        加速: 减速|延缓
        缩短: 延长|拉长
        延长: 缩短|压缩
        放宽: 收紧|从严掌握
        促进: 阻碍|妨碍|抑制
        推动: 阻挠|延缓|遏制
        完善: 废止|削弱
        改善: 恶化
        保护: 破坏|损害
        取消: 保留|增设
        消除: 设置|保留
        减轻: 加重
        加重: 减轻
        高于: 低于
        低于: 高于
        """
    ),
    Lang.EN: _rows(
        """
        expanded: narrowed|curtailed|scaled back|shrunk
        expand: shrink|curtail|contract
        raised: lowered|reduced|pushed down
        improved: weakened|worsened|eroded
        improve: weaken|worsen
        increased: reduced|decreased|cut back
        increase: decrease|reduction|drop
        enhanced: weakened|eroded|diminished
        strengthened: weakened|loosened|relaxed
        narrow: widen|grow
        reduced: increased|raised
        reduce: increase|raise
        reduction: increase|rise
        decreased: increased
        decrease: increase
        lowered: raised|heightened
        accelerated: slowed|delayed|held back
        expedited: delayed|postponed
        hastened: slowed down|delayed
        promoted: hindered|impeded|obstructed
        promote: hinder|impede|obstruct
        facilitate: hamper|hinder
        facilitated: hampered|hindered
        boosted: dampened|cut
        heightened: lowered|diminished
        extended: shortened
        relaxed: tightened
        tightened: relaxed|eased
        lifted: imposed|lowered
        protect: endanger|harm
        protected: endangered|destroyed
        removed: kept|imposed
        eliminated: kept|imposed
        deepened: curbed|stalled
        aggravated: mitigated
        """
    ),
}

# Words that no list of the checks has, and none may be given: they stand for all the words that nobody thinks of.
RARE: Table = {
    Lang.ZH: _rows(
        """
        扩大: 抑低|钳制
        提高: 掣肘|冷冻
        提升: 稀释|拖垮
        增加: 砍掉|蚕食
        增强: 钝化|消磨
        加强: 荒废|松懈
        强化: 虚化|空置
        促进: 梗阻|封堵
        推动: 牵绊|叫停
        推进: 拖宕|倒退
        完善: 肢解|糟蹋
        加快: 耽搁|磨蹭
        改善: 败落|糟践
        降低: 哄抬|垒高
        减少: 囤积|添置
        鼓励: 勒令|苛责
        支持: 刁难|封杀
        """
    ),
    Lang.EN: _rows(
        """
        expanded: whittled down|truncated
        raised: deflated|slashed
        improved: botched|marred
        increased: trimmed|pruned
        enhanced: blunted|sapped
        strengthened: hollowed out|sapped
        promoted: stymied|throttled
        promote: stymie|stifle
        accelerated: dragged out|shelved
        facilitated: sabotaged|gridlocked
        boosted: torpedoed|pruned
        advanced: derailed|mothballed
        reduce: inflate|balloon
        reduced: inflated|doubled
        protect: plunder|squander
        encouraged: coerced|intimidated
        """
    ),
}

SYNONYM: Table = {
    Lang.ZH: _rows(
        """
        扩大: 拓宽|扩充|放大
        提高: 提升|抬升|增进
        提升: 提高|增进
        增加: 增多|加大|增添
        增强: 提升|增进|加强
        加强: 强化|增强|加大力度
        强化: 加强|增强
        缩小: 收窄|缩减
        降低: 调低|减低|下调
        减少: 减低|削减|降低
        下降: 走低|降低|回落
        加快: 加速|加紧
        促进: 推动|推进
        推动: 促进|推进
        完善: 健全|改进
        改善: 改进|优化
        放宽: 放松
        缩短: 压缩|缩减
        延长: 拉长|展延
        """
    ),
    Lang.EN: _rows(
        """
        expanded: widened|enlarged|scaled up
        raised: lifted|heightened|increased
        improved: enhanced|upgraded|bettered
        improve: enhance|better
        increased: raised|scaled up
        enhanced: strengthened|improved
        strengthened: reinforced|enhanced
        narrow: shrink|decrease
        reduced: lowered|cut|decreased
        reduce: lower|cut
        accelerated: sped up|expedited
        expedited: accelerated|hastened
        promoted: advanced|fostered
        promote: advance|foster
        facilitate: ease|promote
        boosted: raised|strengthened
        extended: prolonged|lengthened
        relaxed: loosened|eased
        """
    ),
}

# A bound turned round, and the same bound in other words. In statutes 以上 and 以下 include the number itself.
BOUND: Table = {
    Lang.ZH: _rows(
        """
        以上: 以下|以内
        以下: 以上
        以内: 以上|以外
        不低于: 不高于|低于
        不少于: 不多于|少于
        不得超过: 不得少于|至少为
        不得逾: 不得少于|应逾
        不得少于: 不得超过|至多
        不超过: 不少于|超过
        超过: 低于|不及|不超过
        高于: 低于|不到
        低于: 高于|超出
        至少: 至多|最多
        未满: 已满|超过
        逾: 不逾|未逾
        """
    ),
    Lang.EN: _rows(
        """
        more than: less than|fewer than|no more than
        less than: more than|greater than
        not less than: not more than|less than
        no less than: no more than|less than
        not more than: not less than|more than
        no more than: no less than|more than
        at least: at most|no more than
        at most: at least
        above: below|under
        below: above|over
        up to: at least|more than
        not exceeding: exceeding|not less than
        exceed: fall short of|stay below
        or more: or less|or fewer
        or above: or below
        or less: or more
        """
    ),
}
SAME_BOUND: Table = {
    Lang.ZH: _rows(
        """
        不低于: 至少|不少于
        不少于: 至少|不低于
        不得超过: 至多|最多
        不得逾: 不得超过|最多
        不得少于: 至少
        不超过: 至多|最多
        超过: 高于|大于|多于
        至少: 不低于|不少于
        未满: 不满|不到
        逾: 超过
        """
    ),
    Lang.EN: _rows(
        """
        more than: over|upwards of
        less than: under|below
        not less than: at least|no fewer than
        no less than: at least|a minimum of
        not more than: at most|up to|no more than
        no more than: at most|not more than
        at least: no less than|not less than|a minimum of
        up to: at most|no more than
        not exceeding: of up to|of at most
        above: over|more than
        """
    ),
}

MODAL: Table = {
    Lang.ZH: _rows(
        """
        鼓励: 禁止|要求|强制
        支持: 禁止|限制|反对
        允许: 禁止|要求
        严格: 放松
        必须: 可以|不必
        应当: 可以|不得|无须
        可以: 不得|应当|必须
        不得: 可以|应当|得以
        禁止: 允许|准许|鼓励
        严禁: 允许|鼓励
        应于: 得于|不必于
        应由: 得由|不得由
        应依: 得不依|可不依
        """
    ),
    Lang.EN: _rows(
        """
        shall be encouraged: shall be prohibited|shall be compelled|shall be required|shall be discouraged
        shall be supported: shall be prohibited|shall be opposed|shall be restricted
        shall be allowed: shall be forbidden|shall be required
        shall not: may|shall|can
        may not: may|shall|is free to
        must not: may|must
        shall be: may be|need not be|shall not be
        may: may not|shall|must
        must: may|need not
        are prohibited: are permitted|are encouraged
        is prohibited: is permitted|is allowed
        """
    ),
}
SAME_MODAL: Table = {
    Lang.ZH: _rows(
        """
        应当: 须|必须|应
        必须: 应当|须
        可以: 可|得|有权
        不得: 不可|不准|禁止
        禁止: 不得|不准
        严禁: 不得|禁止
        允许: 准许|容许
        鼓励: 提倡
        """
    ),
    Lang.EN: _rows(
        """
        shall be encouraged: are encouraged|should be encouraged
        shall be supported: are supported|will be supported
        shall be allowed: are allowed|may be permitted
        shall not: must not|may not
        may not: must not|shall not
        must not: shall not|may not
        shall be: must be|is to be|will be
        must: shall|has to
        are prohibited: are forbidden|are not allowed
        is prohibited: is forbidden|is not allowed
        """
    ),
}

# Where a negation can be put in (before the word), and what takes one out.
NEGATED: Table = {
    Lang.ZH: _rows(
        """
        推动: 不推动|不再推动
        建立: 不建立|无须建立
        达到: 未达到|达不到
        加强: 不加强|没有加强
        实现: 未实现|无法实现
        完善: 不完善|未能完善
        支持: 不支持|拒绝支持
        包括: 不包括
        适用: 不适用
        尚未: 已经
        没有: 已有
        不适用: 适用
        未经: 经
        不予: 予以
        非经: 经
        """
    ),
    Lang.EN: _rows(
        """
        shall be: shall not be|shall never be|shall no longer be
        will be: will not be|will hardly be|will never be
        has been: has not been|has yet to be
        have been: have not been|have never been
        includes: does not include|excludes
        shall apply: shall not apply|shall cease to apply
        shall not be: shall be
        shall not: shall
        without: with
        unless: if
        is not: is
        are not: are
        """
    ),
}

# Names that the statutes and the bundled plan mention seldom; what kind of name each is, for a swap like with like.
PLACES = (
    "北京 Beijing|天津 Tianjin|上海 Shanghai|重庆 Chongqing|江苏 Jiangsu|浙江 Zhejiang|安徽 Anhui|福建 Fujian|"
    "广东 Guangdong|海南 Hainan|四川 Sichuan|贵州 Guizhou|甘肃 Gansu|台湾 Taiwan|南京 Nanjing|苏州 Suzhou|无锡 Wuxi|"
    "杭州 Hangzhou|宁波 Ningbo|温州 Wenzhou|合肥 Hefei|芜湖 Wuhu|蚌埠 Bengbu|徐州 Xuzhou|绍兴 Shaoxing|金华 Jinhua|"
    "南通 Nantong|常州 Changzhou|长沙 Changsha|太原 Taiyuan|绵阳 Mianyang|金门 Kinmen|马祖 Matsu|澎湖 Penghu|"
    "花莲 Hualien|台北 Taipei|高雄 Kaohsiung|虹桥 Hongqiao|浦东 Pudong|青浦 Qingpu|舟山 Zhoushan|嘉兴 Jiaxing|湖州 Huzhou"
)
BODIES = (
    "国务院 State Council|教育部 Ministry of Education|交通部 Ministry of Transportation|财政部 Ministry of Finance|"
    "国防部 Ministry of National Defense|内政部 Ministry of the Interior|法务部 Ministry of Justice|"
    "劳动部 Ministry of Labor|经济部 Ministry of Economic Affairs|最高法院 Supreme Court|行政院 Executive Yuan|"
    "立法院 Legislative Yuan|司法院 Judicial Yuan|监察院 Control Yuan|考试院 Examination Yuan|审计部 National Audit Office|"
    "证监会 Securities Regulatory Commission|中央银行 Central Bank|国家发展改革委 National Development and Reform Commission|"
    "生态环境部 Ministry of Ecology and Environment|自然资源部 Ministry of Natural Resources|发展改革委 NDRC|"
    "人民政府 people's government|检察机关 prosecutors office|上海交通大学 Shanghai Jiao Tong University|"
    "浙江大学 Zhejiang University|南京大学 Nanjing University|中国科学技术大学 University of Science and Technology of China"
)


def named(table: str, lang: Lang) -> tuple[str, ...]:
    """The names of a table in one language: ("北京 Beijing|…", EN) -> ("Beijing", …)."""
    entries = (entry.partition(" ") for entry in table.split("|"))
    return tuple(zh if lang is Lang.ZH else en for zh, _, en in entries)


UNIT: Table = {
    Lang.ZH: _rows(
        """
        万亿: 亿|万
        亿: 万|万亿
        万: 亿|千
        %: 个百分点|‰|公里
        平方公里: 公里|公顷|亩
        公里: 米|海里|里
        公顷: 亩|平方公里
        个月: 年|天|周
        元: 美元|角
        年: 个月
        日: 个月|小时
        小时: 天|分钟
        """
    ),
    Lang.EN: _rows(
        """
        trillion: billion|million
        billion: million|trillion
        million: billion|thousand
        thousand: million|hundred
        %: percentage points| per thousand
        percent: percentage points
        square kilometers: kilometers|hectares|square meters
        kilometers: miles|meters
        kilometres: miles|metres
        hectares: acres|square kilometers
        yuan: dollars|euros
        months: years|weeks|days
        years: months|decades
        days: months|hours|weeks
        hours: days|minutes
        """
    ),
}
