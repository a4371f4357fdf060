"""The window's own words, in both languages. Questions, answers and clauses never come from here."""

from rag.types import Bilingual, Heading, Lang

HTML_LANG = {Lang.ZH: "zh-Hans", Lang.EN: "en"}

LABELS = {
    "answered": Bilingual("已回答", "Answered"),
    "partial": Bilingual("部分回答", "Partial answer"),
    "refused": Bilingual("文件没有回答这个问题", "The document does not answer this"),
    "nearest": Bilingual("最接近的条文，可点开查看", "Nearest clauses, open one to read it"),
    "thinking": Bilingual("正在查找条文…", "Looking for clauses…"),
    "open": Bilingual("打开条文 {number}", "Open clause {number}"),
    "copy": Bilingual("复制", "Copy"),
    "copied": Bilingual("已复制", "Copied"),
    "retell": Bilingual("Answer in English", "用中文回答"),
    "why": Bilingual("为什么这样回答", "Why this answer"),
    "removed": Bilingual("未通过核对、未采用的句子", "Sentences the checks removed"),
    "found": Bilingual("检索到的条文", "Clauses found"),
    "took": Bilingual("用时", "Time taken"),
    "previous": Bilingual("上一条", "Previous"),
    "next": Bilingual("下一条", "Next"),
    "back": Bilingual("返回", "Back"),
    "missing_zh": Bilingual("此条没有中文文本", "This clause has no Chinese text"),
    "missing_en": Bilingual("此条没有英文文本", "This clause has no English text"),
    "prevails_zh": Bilingual(
        "以中文文本为准，英文译文仅供参考", "The Chinese text prevails, the translation is for reference"
    ),
    "prevails_en": Bilingual(
        "以英文文本为准，中文译文仅供参考", "The English text prevails, the translation is for reference"
    ),
    "source": Bilingual("条文", "Clauses"),
    "no_source": Bilingual(
        "回答中每个编号都是一条原文。点开编号，中英文会在这里逐句对照，引文高亮。",
        "Every number in an answer is a clause. Open one to read it here, sentence by sentence in both languages, "
        "with the quoted words highlighted.",
    ),
    "welcome": Bilingual("问这份文件一个问题", "Ask this document a question"),
    "promise": Bilingual(
        "中文或英文提问均可。每句回答都注明所依据的条文；文件没有写的，会直接告诉你。",
        "Ask in Chinese or English. Each sentence of an answer names the clause it stands on; "
        "what the document does not say, you are told.",
    ),
    "examples": Bilingual("例如", "For example"),
    "question": Bilingual("问题", "Question"),
    "type": Bilingual("输入问题", "Type a question"),
    "ask": Bilingual("提问", "Ask"),
    "language": Bilingual("回答语言", "Answer in"),
    "conversation": Bilingual("对话", "Conversation"),
}

EXAMPLES = (
    (Lang.ZH, "长三角要怎样推动体育资源共享？"),
    (Lang.ZH, "中欧班列打算怎么统筹安排？"),
    (Lang.EN, "How will intellectual property be protected across the delta?"),
    (Lang.EN, "How are Chaohu Lake and Hongze Lake to be looked after?"),
)

_STEPS = {
    "part": Bilingual("第{number}编", "Part {number}"),
    "chapter": Bilingual("第{number}章", "Chapter {number}"),
    "section": Bilingual("第{number}节", "Section {number}"),
}


def both(name: str) -> str:
    """A label in both languages, for controls that belong to neither: "复制 · Copy"."""
    return f"{LABELS[name].zh} · {LABELS[name].en}"


def heading_words(heading: Heading, lang: Lang) -> str:
    """Chapter 12 "Goals" -> "Chapter 12 Goals", "第十二章 目标"; without number or known kind the title alone."""
    step = _STEPS.get(heading.kind)
    title = heading.title[lang] or heading.title[lang.other]
    if step is None or not heading.number:
        return title
    number = _han(heading.number) if lang is Lang.ZH else heading.number
    return f"{step[lang].format(number=number)} {title}".strip()


def _han(number: str) -> str:
    """ "12" -> "十二"; what is not 1 to 99 stays as it is."""
    if not number.isdecimal() or not 0 < int(number) < 100:
        return number
    tens, ones = divmod(int(number), 10)
    digits = "〇一二三四五六七八九"
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")
