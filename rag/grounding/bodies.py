"""The names of bodies in Chinese text, by their endings: 财政部, 国家发展改革委, 税务总局, 省人民法院.

Only the end of a name is looked at, since where it begins cannot be told without a dictionary: "设在财政部" has 财政部.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from rag.text import HAN

# An ending, what may not stand right before it, and what may not stand behind: 内部, 部分; 格局, 局面; 主办, 办理.
_ENDINGS = (
    ("部", "全内外东西南北中总各局上下前后底顶头尾腰背腹胸肩脚根半干本支组学县省乐声", "分门队位署长件级落委里下属族首省"),
    ("委", "党常编政评村居支团", "托员会任派培外屈"),
    ("局", "格布结大全当开时僵残战变定棋出败破乱终", "部面限势域促长中外"),
    ("署", "部签连", "名"),
    ("厅", "大客餐舞门前歌", "长级"),
    ("院", "医学大剧影书寺庭戏后前本出入住分两老办离生养利健福育", "校士长所线子墙系落内外前区"),
    ("办", "主承举创兴开经督协领合申筹包操采惩代补缓急联通照民公自新参停拒置买么", "理法公事学好案医院证税结成展赛班校件完到得企"),
)  # fmt: skip
_WHOLE = "(?:最高|高级|中级)?人民(?:法院|检察院)|(?:全国|省|市|县|区)人大(?!会)|人大常委会|[\u4e00-\u9fff]监会|中央军委"
_BODY = re.compile(
    rf"{_WHOLE}|"
    + "|".join(
        rf"[{HAN}]{{2}}{f'(?<![{before}])' if before else ''}{ending}(?![{after}])"
        for ending, before, after in _ENDINGS
    )
)
_BEFORE = re.compile("^.?[在由向为与和及或的是对被归报经到从给把将使让令以按据等各该本其有前上此所新原两一几多、]")
_GENERIC = re.compile("有关|相关|主管|所属|所在|中央|地方|当地|各级|下属|上级|同级|业务|职能|专门|驻外|领导")


def bodies(text: str) -> Iterator[str]:
    """The name of each body in a simplified Chinese text, or as much of its end as tells it from others."""
    for match in _BODY.finditer(text):
        before = _BEFORE.match(match[0][:2])
        name = match[0][before.end() :] if before else match[0]
        if len(name) >= 3 and not _GENERIC.match(name):
            yield name


@lru_cache(maxsize=4096)
def holds_body(known: str, name: str) -> bool:
    """Whether a text has the name, in full or shortened there or here: 发改委 for 发展改革委."""
    if name in known:
        return True
    return re.search(rf"[{HAN}]{{0,4}}".join(map(re.escape, name)), known) is not None
