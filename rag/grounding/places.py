"""Chinese provinces, cities, rivers and neighbouring regions in both languages, so that a place written in one language
can be found in the other. General geography: nothing here depends on a document.

`PLACES` pairs the Chinese name without 省 or 市 with the English one; several places may share an English name (Taizhou
is 台州 and 泰州). `SHORT` has the one-character names of provinces as they stand in compounds (沪苏浙皖).
"""

from functools import cache

_PROVINCES = """
北京 Beijing|天津 Tianjin|河北 Hebei|山西 Shanxi|内蒙古 Inner Mongolia|辽宁 Liaoning|吉林 Jilin|黑龙江 Heilongjiang
上海 Shanghai|江苏 Jiangsu|浙江 Zhejiang|安徽 Anhui|福建 Fujian|江西 Jiangxi|山东 Shandong|河南 Henan|湖北 Hubei
湖南 Hunan|广东 Guangdong|广西 Guangxi|海南 Hainan|重庆 Chongqing|四川 Sichuan|贵州 Guizhou|云南 Yunnan|西藏 Tibet
陕西 Shaanxi|甘肃 Gansu|青海 Qinghai|宁夏 Ningxia|新疆 Xinjiang|香港 Hong Kong|澳门 Macao|台湾 Taiwan
"""
_OTHERS = """
石家庄 Shijiazhuang|唐山 Tangshan|秦皇岛 Qinhuangdao|邯郸 Handan|邢台 Xingtai|保定 Baoding|张家口 Zhangjiakou
承德 Chengde|沧州 Cangzhou|廊坊 Langfang|衡水 Hengshui|雄安 Xiong'an|太原 Taiyuan|大同 Datong|阳泉 Yangquan
长治 Changzhi|晋城 Jincheng|晋中 Jinzhong|运城 Yuncheng|临汾 Linfen|呼和浩特 Hohhot|包头 Baotou|鄂尔多斯 Ordos
赤峰 Chifeng|沈阳 Shenyang|大连 Dalian|鞍山 Anshan|抚顺 Fushun|丹东 Dandong|锦州 Jinzhou|营口 Yingkou|长春 Changchun
四平 Siping|延边 Yanbian|哈尔滨 Harbin|齐齐哈尔 Qiqihar|大庆 Daqing|牡丹江 Mudanjiang|佳木斯 Jiamusi|伊春 Yichun
南京 Nanjing|无锡 Wuxi|徐州 Xuzhou|常州 Changzhou|苏州 Suzhou|南通 Nantong|连云港 Lianyungang|淮安 Huai'an
盐城 Yancheng|扬州 Yangzhou|镇江 Zhenjiang|泰州 Taizhou|宿迁 Suqian|昆山 Kunshan|太仓 Taicang|江阴 Jiangyin
张家港 Zhangjiagang|杭州 Hangzhou|宁波 Ningbo|温州 Wenzhou|嘉兴 Jiaxing|湖州 Huzhou|绍兴 Shaoxing|金华 Jinhua
衢州 Quzhou|舟山 Zhoushan|台州 Taizhou|丽水 Lishui|义乌 Yiwu|合肥 Hefei|芜湖 Wuhu|蚌埠 Bengbu|淮南 Huainan
马鞍山 Ma'anshan|淮北 Huaibei|铜陵 Tongling|安庆 Anqing|黄山 Huangshan|滁州 Chuzhou|阜阳 Fuyang|宿州 Suzhou
六安 Lu'an|亳州 Bozhou|池州 Chizhou|宣城 Xuancheng|福州 Fuzhou|厦门 Xiamen|莆田 Putian|三明 Sanming|泉州 Quanzhou
漳州 Zhangzhou|南平 Nanping|龙岩 Longyan|宁德 Ningde|南昌 Nanchang|景德镇 Jingdezhen|萍乡 Pingxiang|九江 Jiujiang
赣州 Ganzhou|吉安 Ji'an|宜春 Yichun|抚州 Fuzhou|上饶 Shangrao|济南 Jinan|青岛 Qingdao|淄博 Zibo|枣庄 Zaozhuang
东营 Dongying|烟台 Yantai|潍坊 Weifang|济宁 Jining|泰安 Tai'an|威海 Weihai|日照 Rizhao|临沂 Linyi|德州 Dezhou
聊城 Liaocheng|滨州 Binzhou|菏泽 Heze|郑州 Zhengzhou|开封 Kaifeng|洛阳 Luoyang|安阳 Anyang|新乡 Xinxiang
许昌 Xuchang|漯河 Luohe|三门峡 Sanmenxia|南阳 Nanyang|商丘 Shangqiu|信阳 Xinyang|周口 Zhoukou|驻马店 Zhumadian
武汉 Wuhan|黄石 Huangshi|十堰 Shiyan|宜昌 Yichang|襄阳 Xiangyang|鄂州 Ezhou|荆门 Jingmen|孝感 Xiaogan|荆州 Jingzhou
黄冈 Huanggang|长沙 Changsha|株洲 Zhuzhou|湘潭 Xiangtan|衡阳 Hengyang|邵阳 Shaoyang|岳阳 Yueyang|常德 Changde
张家界 Zhangjiajie|郴州 Chenzhou|广州 Guangzhou|深圳 Shenzhen|珠海 Zhuhai|汕头 Shantou|佛山 Foshan|韶关 Shaoguan
湛江 Zhanjiang|肇庆 Zhaoqing|江门 Jiangmen|惠州 Huizhou|梅州 Meizhou|东莞 Dongguan|中山 Zhongshan|潮州 Chaozhou
揭阳 Jieyang|前海 Qianhai|横琴 Hengqin|南沙 Nansha|南宁 Nanning|柳州 Liuzhou|桂林 Guilin|梧州 Wuzhou|北海 Beihai
钦州 Qinzhou|玉林 Yulin|百色 Baise|海口 Haikou|三亚 Sanya|成都 Chengdu|自贡 Zigong|攀枝花 Panzhihua|泸州 Luzhou
德阳 Deyang|绵阳 Mianyang|乐山 Leshan|南充 Nanchong|宜宾 Yibin|雅安 Ya'an|贵阳 Guiyang|六盘水 Liupanshui|遵义 Zunyi
安顺 Anshun|昆明 Kunming|曲靖 Qujing|玉溪 Yuxi|丽江 Lijiang|大理 Dali|拉萨 Lhasa|西安 Xi'an|铜川 Tongchuan
宝鸡 Baoji|咸阳 Xianyang|渭南 Weinan|延安 Yan'an|汉中 Hanzhong|榆林 Yulin|兰州 Lanzhou|天水 Tianshui|西宁 Xining
银川 Yinchuan|乌鲁木齐 Urumqi|克拉玛依 Karamay|喀什 Kashgar|台北 Taipei|高雄 Kaohsiung|台中 Taichung|台南 Tainan
浦东 Pudong|虹桥 Hongqiao|青浦 Qingpu|嘉定 Jiading|松江 Songjiang|金山 Jinshan|临港 Lingang|洋山 Yangshan
崇明 Chongming|张江 Zhangjiang|吴江 Wujiang|嘉善 Jiashan|平湖 Pinghu|中关村 Zhongguancun|滨海 Binhai|两江 Liangjiang
天府 Tianfu|长江 Yangtze River|黄河 Yellow River|珠江 Pearl River|淮河 Huai River|大运河 Grand Canal|太湖 Lake Tai
巢湖 Lake Chao|鄱阳湖 Poyang Lake|洞庭湖 Dongting Lake|钱塘江 Qiantang River|新安江 Xin'an River
黄浦江 Huangpu River|杭州湾 Hangzhou Bay|长江三角洲 Yangtze River Delta|长三角 Yangtze River Delta
珠江三角洲 Pearl River Delta|珠三角 Pearl River Delta|粤港澳大湾区 Guangdong-Hong Kong-Macao Greater Bay Area
京津冀 Beijing-Tianjin-Hebei|渤海 Bohai|东海 East China Sea|中国 China|日本 Japan|韩国 South Korea|韩国 Korea|美国 United States
英国 United Kingdom|法国 France|德国 Germany|俄罗斯 Russia|印度 India|新加坡 Singapore|欧洲 Europe|亚洲 Asia
非洲 Africa|欧盟 European Union|东盟 ASEAN|越南 Vietnam|泰国 Thailand|马来西亚 Malaysia
"""
PLACES = _PROVINCES + _OTHERS
_SHORT = """
京北京 津天津 冀河北 晋山西 蒙内蒙古 辽辽宁 沪上海 苏江苏 浙浙江 皖安徽 闽福建 赣江西 鲁山东 豫河南 鄂湖北
湘湖南 粤广东 桂广西 琼海南 渝重庆 川四川 蜀四川 黔贵州 滇云南 藏西藏 陕陕西 甘甘肃 宁南京 杭杭州 甬宁波
合合肥 锡无锡 港香港 澳澳门 中中国 绍绍兴 韩韩国 德德国 俄俄罗斯
"""
SHORT = {entry[0]: entry[1:] for entry in _SHORT.split()}  # "沪上海" -> 沪: 上海


@cache
def pairs() -> tuple[tuple[str, str], ...]:
    """(Chinese name, English name in lower case), longest Chinese name first."""
    entries = [entry.partition(" ") for entry in PLACES.replace("\n", "|").split("|") if entry]
    return tuple(sorted(((zh, en.lower()) for zh, _, en in entries), key=lambda pair: -len(pair[0])))


@cache
def provinces() -> tuple[tuple[str, str], ...]:
    """Those of `pairs` that are provinces, municipalities and regions of China."""
    own = frozenset(entry.partition(" ")[0] for entry in _PROVINCES.replace("\n", "|").split("|"))
    return tuple(pair for pair in pairs() if pair[0] in own)


@cache
def by_zh() -> dict[str, str]:
    """Chinese name -> English name in lower case."""
    return dict(pairs())


@cache
def by_en() -> dict[str, tuple[str, ...]]:
    """English name in lower case -> Chinese names."""
    names: dict[str, tuple[str, ...]] = {}
    for zh, en in pairs():
        names[en] = (*names.get(en, ()), zh)
    return names
