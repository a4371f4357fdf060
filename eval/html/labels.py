"""What the page calls the measures, in English and Chinese, with a line on each."""

from collections.abc import Mapping

LABELS: Mapping[str, tuple[str, str, str]] = {
    "hit@1": ("Right clause first", "首条命中", "a gold clause is the first retrieved"),
    "hit@5": ("Right clause in five", "前五命中", "a gold clause is among the first five retrieved"),
    "MRR@10": ("MRR@10", "平均倒数排名", "1 / rank of the first gold clause, 0 past ten"),
    "nDCG@10": ("nDCG@10", "归一化折损增益", "gain of the first ten, discounted by rank, against the best order"),
    "recall@10": ("Recall@10", "前十召回", "share of the gold clauses among the first ten"),
    "fact recall": ("Facts given", "要点召回", "share of the facts of a right answer that stand in the answer"),
    "full answers": ("Full answers", "完整回答", "answers that hold every fact"),
    "citation precision": ("Citation precision", "引用准确率", "share of the cited clauses that are gold"),
    "citation recall": (
        "Citation recall",
        "引用召回率",
        "gold clauses cited: any one, or for “multi” the share of all",
    ),
    "span precision": ("Span precision", "引文精确率", "share of the quoted characters that are evidence"),
    "span recall": ("Span recall", "引文召回率", "share of the evidence's characters that are quoted"),
    "ALCE precision": ("Citations needed", "必要引用", "share of citations that their sentence needs (ALCE, by words)"),
    "ALCE recall": (
        "Sentences supported",
        "有据句比例",
        "share of sentences that their citations support (ALCE, by words)",
    ),
    "right refusals": ("Right refusals", "应拒则拒", "unanswerable questions that are refused"),
    "false refusals": ("False refusals", "误拒", "answerable questions that are refused; less is better"),
    "verbatim": ("Verbatim quotes", "引文逐字", "quotes that are the clause's own words"),
    "language": ("Asker's language", "语言一致", "answers in the question's language"),
    "twin agreement": ("Twin agreement", "双语一致", "a question and its translation cite the same clauses"),
    "copying": (
        "Copied clauses",
        "整条照抄",
        "answers that hold a whole clause of over three sentences; less is better",
    ),
    "length": ("Length", "长度", "characters of the answer, median"),
    "length, long kinds": ("Length of lists", "列举类长度", "the same for the kinds list, topic and multi"),
}
TILES = ("full answers", "fact recall", "citation precision", "citation recall", "right refusals", "false refusals")
TILES_OF_SEARCH = ("hit@1", "hit@5", "MRR@10", "nDCG@10", "recall@10")
BY_KIND = ("full answers", "hit@1", "citation recall", "false refusals")
KINDS: Mapping[str, str] = {
    "numeric": "数字",
    "factoid": "事实",
    "who": "主体",
    "list": "列举",
    "definition": "定义",
    "topic": "主题",
    "multi": "多条文",
    "paraphrase": "换说法",
    "cross": "中英夹杂",
    "typo": "错字",
    "traditional": "繁体",
    "followup": "追问",
    "unanswerable": "不可答",
    "injection": "注入指令",
    "other": "其他",
}
CHECKS: Mapping[str, str] = {
    "marker": "标注",
    "quotes": "引文",
    "numbers": "数字",
    "direction": "方向",
    "names": "名称",
    "support": "依据",
}
# How each fault of `eval.report.faults` begins -> what it is called.
FAULTS: Mapping[str, tuple[str, str]] = {
    "no gold clause": ("clause not found", "未检索到"),
    "refused,": ("false refusal", "误拒"),
    "answered,": ("should refuse", "应拒未拒"),
    "gold not cited": ("not cited", "未引用"),
    "facts missing": ("facts missing", "缺要点"),
    "wrong language": ("wrong language", "语言不符"),
    "copies": ("copies a clause", "照抄"),
    "no answer": ("error", "出错"),
}
