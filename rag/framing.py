"""What a question says of the document as such: which clause it means, whether it wants the whole.

"哪一条讲机场" and "Which clause deals with airports?" ask for 机场 and airports; "总结一下全文" asks for all of it.
"""

import re

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


def topic_of(query: str) -> str:
    """What a normalised question that asks which clause is about something wants the clause of; "" for any other."""
    match = _WHICH_CLAUSE.search(query)
    return (query[: match.start()] + " " + query[match.end() :]).strip(" ?？,，。.的") if match else ""


def asks_whole(query: str) -> bool:
    """Whether a normalised question asks for the document as a whole and says nothing else."""
    if not _SUMMARY.search(query) or not re.search(_DOCUMENT, query):
        return False
    rest = re.sub(_DOCUMENT if not query.isascii() else rf"\b{_DOCUMENT}\b", " ", _SUMMARY.sub(" ", query, count=1))
    return not _FILLER.sub("", rest).strip()
