"""What a question says of the document as such: which clause it means, whether it wants the whole, what it says of a matter.

"哪一条讲机场" and "Which clause deals with airports?" ask for 机场 and airports; "总结一下全文" asks for all of it;
"文件里有没有提到机场" and "What does the plan say about airports?" are of 机场 and airports.
"""

import re

from rag.text import normalise, to_simplified

_DOCUMENT = r"(?:全文|文件|文档|规划纲要|规划|纲要|本文|文本|内容|材料|the|this|whole|entire|full|document|plan|outline|text|paper|content|it)"
_PART_ZH = "(?:哪一?|第几)(?:条|章|节|部分|款)(?:里面?|中)?"
_WHICH_CLAUSE = re.compile(
    rf"在?{_PART_ZH}是?(?:专门)?(?:讲|谈|说|写|规定|提到?|涉及|关于|管)(?:着|到|了|过|的是|及)?|在{_PART_ZH}$"
    r"|\b(?:(?:in|under) )?(?:which|what) (?:clauses?|articles?|sections?|chapters?|paragraphs?|provisions?"
    r"|parts? of (?:the|this) (?:plan|outline|document|text))(?: (?:of|in) (?:the|this) (?:plan|outline|document|text))?\b"
    r"(?: (?:is|are|do|does)\b)?(?: (?:it|the plan|the outline|the document)\b)?"
    r"(?: (?:deals? with|talks? (?:about|of)|speaks? of|about|covers?|mentions?|addresses|regulates?"
    r"|says? (?:something )?(?:about|on)|concerns?)\b)?"
)
_SUMMARY = re.compile(
    r"总结|概括|概述|归纳|摘要|提要|梳理|介绍|大意|要点|主要(?:讲|说|写|内容|观点)|讲了?(?:些)?(?:什么|啥)|说了?(?:些)?(?:什么|啥)|是(?:关于|讲)什么"
    r"|\bsumm(?:ar(?:y|i[sz]e\w*)|ing up)\b|\bsum up\b|\boverview\b|\bgist\b|\bmain (?:points|ideas|content)\b|\bin a nutshell\b"
    r"|\bwhat(?:'s| is| does) .*\b(?:about|say)\b|\btl;?dr\b"
)
_FILLER = re.compile(
    r"请|帮我?|给我|一下|下|这[份个篇]?|本|该|整[个份篇]|用?[一几三五两]?句话|简[要单短]地?|都|的|了|吧|吗|呢|些|主要|大概|大致|到底|什么|啥|是|讲|说|写|做个?|个"
    r"|\b(?:please|can|could|would|you|give|me|us|a|an|short|brief|quick|of|in|general|is|are|was|what|what's|does|do|about|say|says|main|points?"
    r"|for|to|i|need|want|like|one|two|three|few|sentences?|words?|and|briefly|overall|all|tell|write|make|s)\b|[^\w]+"
)
_PLAN_EN = (
    r"(?:the|this|that|your|its) (?:(?:whole|entire|full|official|development|planning|policy) )?"
    r"(?:plan|outline|document|text|paper|file|content)s?"
)
_THE_EN = rf"(?:{_PLAN_EN}|it)"
_SAY_EN = r"(?:says?|said|mentions?|mentioned|states?|stated|ha(?:ve|s) to say|tells? (?:us|me)|writes?)"
_OF_EN = (
    r"(?:about|on|of|regarding|concerning|(?:with|in) regard to|as to|when it comes to|in relation to|in terms of)\b"
)
_SOME_EN = r"(?: (?:anything|something|much|a word))?"
_EVER_EN = r"(?:(?:even|ever|also|actually|really|currently|specifically|exactly|anywhere) )?"
_DOES_EN = r"(?:^|(?<=[,;.:?!-] ))(?:does|do|did|will|would)"  # not "what kinds does the plan mention", "how does it deal with"
_SAYS_EN = re.compile(
    rf"\bwhat (?:(?:exactly|else|all) )?(?:(?:does|do|did|is|has|would) )?{_THE_EN} {_EVER_EN}{_SAY_EN}{_SOME_EN} {_OF_EN}"
    rf"|\bwhat(?: is|'s|’s) (?:said|stated|written|mentioned)(?: in {_THE_EN})? {_OF_EN}"
    rf"|{_DOES_EN} {_THE_EN} {_EVER_EN}(?:mention{_SOME_EN}(?: {_OF_EN})?|(?:say|state|have|talk|speak|write){_SOME_EN} {_OF_EN})"
    rf"|{_DOES_EN} {_PLAN_EN} {_EVER_EN}(?:cover|address|discuss|contain|include|refer to|touch (?:up)?on|deal with){_SOME_EN}(?: {_OF_EN})?"
    rf"|\b(?:is|are) there (?:anything|something|any mention|a mention|a word)(?: (?:said|written|stated))?(?: in {_THE_EN})? {_OF_EN}",
    re.IGNORECASE,
)
_MENTIONED_EN = re.compile(
    r"^(?:is|are|was|were) (?P<matter>.+?) (?:even |ever |also |at all |anywhere )*(?:mentioned|covered|discussed|addressed|talked about"
    rf"|referred to|spoken of)(?: (?:at all|anywhere))?(?: (?:anywhere )?(?:in|by) {_THE_EN})?\W*$",
    re.IGNORECASE,
)
_IN_IT = re.compile(
    rf"^(?:请问)?(?:在|按照?|根据)?(?:这[份个部]|[本该])?(?:规划纲要|规划|纲要|文件)(?:里面?|中|上)?(?:要(?![点求素紧领])|打算|准备|计划|提出要?|[,，])"
    rf"|(?:在)?(?:这[份个部]|[本该])?(?:规划纲要|规划|纲要|文件)(?:编制|制定|起草|发布|印发|出台|公布)(?:的时候|之?时)(?:[,，]|候)?"
    rf"|,?\s*\b(?:when|at the time (?:that |when )?) ?{_PLAN_EN} (?:was|came|got) (?:\w+ )?"
    r"(?:written|drafted|issued|published|adopted|released|out|made|drawn up)\b"
    rf"|,?\s*\bat the time of (?:{_PLAN_EN}|(?:its )?(?:writing|drafting|publication|issuance))(?=\W*$)"
    rf"|^(?:in|under|according to|as per) {_PLAN_EN}\b(?!['’]),?|,?\s*\b(?:in|under|according to|as per) {_PLAN_EN}(?=\W*$)",
    re.IGNORECASE,
)
_THE_ZH = "(?:在|请问|那么?|我想知道)?(?:这[份个篇部]|[该本此])?(?:规划纲要|规划|纲要|文[件档本章]?|[全原]文)(?:里面?|[中内上])?(?:头|面)?"
_WHETHER_ZH = "(?:有没有|有无|有|是否|是不是|有否)"
_NAME_ZH = "(?:提到|提及|提过|提|说到|说过|讲到|讲过|谈到|谈及|谈过|涉及|写到|写过)[过了]?"
_SAYS_ZH = (
    "(?:是|各|都|又|具体|到底|究竟|主要)?(?:怎么?样?|如何|咋)(?:说|讲|写|提|规定|表述|描述)(?:的|了)?"
    "|(?:各|分别|具体|都|到底|主要)?(?:说|讲|写|提|提到|规定)了?(?:些)?(?:什么|啥)|有(?:什么|何|啥)(?:说法|表述)"
)
_END_ZH = r"(?:呢|吗|啊|呀|嘛)?\W*$"
_OF_ZH = "(?:对于?|关于|就|针对|有关)"
_OPENS_ZH = r"(?:^|(?<=[,;。?!\s，；？！]))"
_MATTERS_ZH = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_OPENS_ZH}{_THE_ZH},?{_OF_ZH}(?P<matter>.+?)(?:方面|问题)?,?(?:{_SAYS_ZH}){_END_ZH}",
        rf"^(?:请问)?{_OF_ZH}(?P<matter>.+?)(?:方面|问题)?[,，]?{_THE_ZH}(?:{_SAYS_ZH}){_END_ZH}",
        rf"^(?P<matter>[^,，]+?)(?:方面)?[,，]?{_THE_ZH}(?:{_SAYS_ZH}){_END_ZH}",
        rf"{_OPENS_ZH}(?:{_THE_ZH})?(?:里|中)?{_WHETHER_ZH}(?:专门|具体)?(?:{_NAME_ZH}|{_OF_ZH})(?P<matter>(?![吗没,，]).+?)(?:的内容|的规定|的表述)?{_END_ZH}",
        rf"{_OPENS_ZH}{_THE_ZH}(?:{_NAME_ZH})(?P<matter>(?![吗没,，]).+?)(?:了吗|吗|没有?|了没有?)\W*$",
        rf"^(?P<matter>[^,，]+?)[,，]?{_THE_ZH}{_WHETHER_ZH}?{_NAME_ZH}(?:吗|没有?|了吗|了没有?)?\W*$",
    )
)


def without_frame(text: str) -> str:
    """A question without "according to the plan" and 规划里要; itself where nothing else is said."""
    rest = _IN_IT.sub(" ", text).strip()
    return rest if without_filler(normalise(rest)).strip() else text


def matter_of(text: str) -> str:
    """What a question that asks what the document says about something, or whether it does, is about; "" for any other.

    "What does the plan say about air cargo?" -> "air cargo?", "规划对航空货运怎么说" -> "航空货运".
    """
    said = _SAYS_EN.search(text)
    if said:
        return _with_words(f"{text[: said.start()]} {text[said.end() :]}")
    plain = to_simplified(text)
    found = (match for pattern in (_MENTIONED_EN, *_MATTERS_ZH) for match in [pattern.search(plain)] if match)
    match = next(found, None)
    return _with_words(f"{plain[: match.start()]} {match['matter']}") if match else ""


def _with_words(text: str) -> str:
    return text.strip() if any(character.isalnum() for character in text) else ""


def topic_of(query: str) -> str:
    """What a normalised question that asks which clause is about something wants the clause of; "" for any other."""
    match = _WHICH_CLAUSE.search(query)
    return (query[: match.start()] + " " + query[match.end() :]).strip(" ?？,，。.的") if match else ""


def asks_whole(query: str) -> bool:
    """Whether a normalised question asks for the document as a whole and says nothing else."""
    if not _SUMMARY.search(query) or not re.search(_DOCUMENT, query):
        return False
    rest = re.sub(_DOCUMENT if not query.isascii() else rf"\b{_DOCUMENT}\b", " ", _SUMMARY.sub(" ", query, count=1))
    return not without_filler(rest).strip()


def without_filler(query: str) -> str:
    """A normalised question without the words around what it asks: "can you briefly say" -> ""."""
    return _FILLER.sub(" ", query)
