"""The window's own words, in both languages. Questions, answers and clauses never come from here.

Where words stand in our HTML, both languages are written and the style sheet shows the one of the interface
(`<html data-ui="zh">`), so that switching needs no server. Gradio's own controls take the same words through its i18n.
"""

from markupsafe import Markup

from rag.types import Bilingual, Lang

HTML_LANG = {Lang.ZH: "zh-Hans", Lang.EN: "en"}
_ZH_LOCALES = ("zh", "zh-CN", "zh-TW", "zh-HK", "zh-SG")

LABELS = {
    # tabs
    "tab_chat": Bilingual("问答", "Chat"),
    "tab_document": Bilingual("文件", "Document"),
    "tab_history": Bilingual("历史", "History"),
    "tab_evaluation": Bilingual("评测", "Evaluation"),
    "tab_settings": Bilingual("设置", "Settings"),
    # an empty chat
    "welcome": Bilingual("问这份文件一个问题", "Ask this document a question"),
    "promise": Bilingual(
        "中文或英文提问均可。每句回答都注明所依据的条文；文件没有写的，会直接告诉你。",
        "Ask in Chinese or English. Each sentence of an answer names the clause it stands on; "
        "what the document does not say, you are told.",
    ),
    "examples": Bilingual("例如", "For example"),
    "question": Bilingual("问题", "Question"),
    "type": Bilingual("输入问题，按回车提问", "Type a question, Enter asks it"),
    "ask": Bilingual("提问", "Ask"),
    "stop": Bilingual("停止", "Stop"),
    "language": Bilingual("回答语言", "Answer in"),
    "follow": Bilingual("同提问", "As asked"),
    "conversation": Bilingual("对话", "Conversation"),
    "new": Bilingual("新对话", "New chat"),
    # answers
    "answer": Bilingual("回答", "Answer"),
    "partial": Bilingual("部分回答", "Partial answer"),
    "refused": Bilingual("文件没有回答这个问题", "The document does not answer this"),
    "nearest": Bilingual("最接近的条文，可点开查看", "Nearest clauses, open one to read it"),
    "thinking": Bilingual("正在查找条文…", "Looking for clauses…"),
    "stopped": Bilingual("已停止", "Stopped"),
    "open": Bilingual("打开条文", "Open clause"),
    "copy": Bilingual("复制", "Copy"),
    "copied": Bilingual("已复制", "Copied"),
    "copy_by_hand": Bilingual("浏览器不允许复制，请选中后按 Ctrl+C", "The browser does not allow copying; press Ctrl+C"),
    "copy_link": Bilingual("复制链接", "Copy link"),
    "cite": Bilingual("引用格式", "Cite"),
    "cite_plain": Bilingual("纯文本", "Plain text"),
    "cite_markdown": Bilingual("Markdown", "Markdown"),
    "cite_gbt": Bilingual("GB/T 7714", "GB/T 7714"),
    "cite_bluebook": Bilingual("类 Bluebook", "Bluebook-like"),
    "retell": Bilingual("Answer in English", "用中文回答"),
    "again": Bilingual("重新回答", "Answer again"),
    "up": Bilingual("有帮助", "Helpful"),
    "down": Bilingual("没有帮助", "Not helpful"),
    "comment": Bilingual("说明（可不填）", "Comment (optional)"),
    "send": Bilingual("保存评价", "Save feedback"),
    "feedback_kept": Bilingual("评价保存在本机", "Feedback is kept on this machine"),
    "thanks": Bilingual("已保存，谢谢", "Saved, thank you"),
    "next_questions": Bilingual("接下来可以问", "You could ask next"),
    # why this answer
    "why": Bilingual("为什么这样回答", "Why this answer"),
    "query": Bilingual("实际检索", "Searched for"),
    "removed": Bilingual("未通过核对、未采用的句子", "Sentences the checks removed"),
    "checked": Bilingual("每句通过的核对", "Checks each sentence passed"),
    "found": Bilingual("检索到的条文", "Clauses found"),
    "clause": Bilingual("条文", "Clause"),
    "terms": Bilingual("匹配的词", "Matched terms"),
    "channels": Bilingual("各通道名次", "Rank by channel"),
    "by_words": Bilingual("字词", "words"),
    "by_meaning": Bilingual("语义", "meaning"),
    "by_reranker": Bilingual("重排", "reranker"),
    "took": Bilingual("用时", "Time"),
    "stage_read": Bilingual("读题", "read"),
    "stage_retrieve": Bilingual("检索", "retrieve"),
    "stage_judge": Bilingual("判断", "judge"),
    "stage_answer": Bilingual("作答", "answer"),
    # clauses
    "source": Bilingual("条文", "Clauses"),
    "no_source": Bilingual(
        "回答中每个编号都是一条原文。点开编号，中英文会在这里逐句对照，引文高亮。",
        "Every number in an answer is a clause. Open one to read it here, sentence by sentence in both languages, "
        "with the quoted words highlighted.",
    ),
    "previous": Bilingual("上一条", "Previous clause"),
    "next": Bilingual("下一条", "Next clause"),
    "back": Bilingual("返回", "Back"),
    "in_document": Bilingual("在文件中打开", "Open in document"),
    "missing_zh": Bilingual("此条没有中文文本", "This clause has no Chinese text"),
    "missing_en": Bilingual("此条没有英文文本", "This clause has no English text"),
    "prevails_zh": Bilingual("以中文文本为准，英文译文仅供参考", "The Chinese text prevails, the translation is for reference"),
    "prevails_en": Bilingual("以英文文本为准，中文译文仅供参考", "The English text prevails, the translation is for reference"),
    # document
    "document": Bilingual("文件", "Document"),
    "outline": Bilingual("目录", "Outline"),
    "search": Bilingual("查找（中英文均可）", "Search in both languages"),
    "matches": Bilingual("条符合", "clauses match"),
    "no_match": Bilingual("没有条文含有这些字词", "No clause has these words"),
    "loading": Bilingual("正在打开…", "Opening…"),
    "noise": Bilingual("解析时未作正文的行", "Lines set aside when parsing"),
    "line": Bilingual("第", "Line"),
    "clause_count": Bilingual("条", "clauses"),
    "licence": Bilingual("来源与许可", "Source and licence"),
    # history
    "history_empty": Bilingual("还没有对话。提问之后，对话会保存在这个浏览器里。",
                               "No conversation yet. Once you ask, conversations are kept in this browser."),
    "history_here": Bilingual("对话只保存在这个浏览器里，不会离开这台机器。",
                              "Conversations are kept in this browser alone and do not leave this machine."),
    "history_search": Bilingual("查找对话", "Search conversations"),
    "name": Bilingual("名称", "Name"),
    "continue": Bilingual("打开", "Open"),
    "delete": Bilingual("删除", "Delete"),
    "undo": Bilingual("撤销", "Undo"),
    "deleted": Bilingual("已删除", "Deleted"),
    "delete_all": Bilingual("全部删除", "Delete all"),
    "export": Bilingual("导出", "Export"),
    "export_failed": Bilingual("导出失败，请重试", "The export failed; try again"),
    "full": Bilingual("浏览器空间已满，最早的对话已删除", "The browser's space is full; the oldest conversations were deleted"),
    "not_kept": Bilingual("这个浏览器不保存对话", "This browser does not keep the conversation"),
    "questions": Bilingual("问题数", "Questions"),
    "exported_title": Bilingual("条文通对话", "Clausewise conversation"),
    "sources": Bilingual("所引条文", "Clauses cited"),
    # evaluation
    "dataset": Bilingual("题集", "Questions"),
    "run": Bilingual("开始评测", "Run"),
    "evaluation_about": Bilingual(
        "把题集逐题交给本产品，核对检索、引文、事实和拒答。在本机运行，不联网。",
        "Puts every question of a set to the product and checks what it finds, cites, states and refuses. "
        "Runs on this machine, without a network.",
    ),
    "evaluation_no": Bilingual("当前打开的文件没有题集", "There is no question set for the open documents"),
    "limit": Bilingual("题数（0 为全部）", "How many (0: all)"),
    "asked_so_far": Bilingual("已答", "Asked"),
    "report": Bilingual("评测报告", "Evaluation report"),
    # settings
    "appearance": Bilingual("界面", "Interface"),
    "interface_language": Bilingual("界面语言", "Interface language"),
    "theme": Bilingual("明暗", "Light or dark"),
    "light": Bilingual("浅色", "Light"),
    "dark": Bilingual("深色", "Dark"),
    "system": Bilingual("随系统", "As the system"),
    "answers": Bilingual("回答", "Answers"),
    "length": Bilingual("回答长度", "Answer length"),
    "short": Bilingual("简短", "Short"),
    "normal": Bilingual("适中", "Normal"),
    "long": Bilingual("详尽", "Long"),
    "model": Bilingual("语言模型", "Language model"),
    "model_about": Bilingual(
        "不设语言模型时，回答由原文句子组成。设了之后由模型成文，每句仍须通过同样的核对。"
        "密钥只留在内存里，只用于你的这个会话，关闭页面即失效。",
        "Without a language model, answers are the document's own sentences. With one, the model writes and every "
        "sentence must pass the same checks. The key stays in memory, for your session alone, until you close the page.",
    ),
    "provider": Bilingual("提供方", "Provider"),
    "none": Bilingual("不用语言模型", "No language model"),
    "compatible": Bilingual("OpenAI 兼容服务（Ollama、vLLM、DeepSeek…）", "OpenAI-compatible (Ollama, vLLM, DeepSeek…)"),
    "model_name": Bilingual("模型", "Model"),
    "base_url": Bilingual("服务地址", "Server address"),
    "api_key": Bilingual("密钥", "Key"),
    "test": Bilingual("测试", "Test"),
    "apply": Bilingual("应用", "Apply"),
    "applied": Bilingual("已应用于本会话", "Applied to this session"),
    "no_model_now": Bilingual("回答由原文句子组成，没有用语言模型。", "Answers are the document's own sentences; no language model is used."),
    "model_answers": Bilingual("语言模型已应答：", "The language model answered: "),
    "encoder": Bilingual("编码器", "Encoder"),
    "encoder_about": Bilingual("bundled，或 sentence-transformers 模型的名称或路径；首次使用会建立索引。",
                               "bundled, or a sentence-transformers model by name or path; its index is built at first use."),
    "closed": Bilingual("此窗口对外开放且没有密码，语言模型和编码器只能在启动时设定。",
                        "This window is open to others without a password: language model and encoder are set at its start."),
    "keys": Bilingual("键盘", "Keyboard"),
    "keys_on": Bilingual("启用单键快捷键", "Single-key shortcuts on"),
    "key_ask": Bilingual("写问题", "write a question"),
    "key_enter": Bilingual("提问；Shift+Enter 换行", "ask; Shift+Enter begins a line"),
    "key_tabs": Bilingual("切换标签页", "switch between the tabs"),
    "key_new": Bilingual("新对话", "new chat"),
    "key_steps": Bilingual("上一条、下一条条文", "previous, next clause"),
    "key_find": Bilingual("在文件中查找", "search in the document"),
    "key_help": Bilingual("显示这张表", "show this table"),
    "interface_word": Bilingual("English", "中文"),
}  # fmt: skip

EXAMPLES = (
    (Lang.ZH, "长三角要怎样推动体育资源共享？"),
    (Lang.ZH, "中欧班列打算怎么统筹安排？"),
    (Lang.EN, "How will intellectual property be protected across the delta?"),
    (Lang.EN, "How are Chaohu Lake and Hongze Lake to be looked after?"),
)


def word(name: str) -> Markup:
    """A label in the interface's language: both are there, the style sheet shows one."""
    label = LABELS[name]
    return Markup('<span class="w zh" lang="zh-Hans">{}</span><span class="w en" lang="en">{}</span>').format(
        label.zh, label.en
    )


def unseen(name: str) -> Markup:
    """A label for screen readers alone."""
    return Markup('<span class="unseen">{}</span>').format(word(name))


def both(name: str) -> str:
    """A label in both languages, where no markup can stand: "复制 · Copy"."""
    return f"{LABELS[name].zh} · {LABELS[name].en}"


def translations() -> dict[str, dict[str, str]]:
    """Locale -> name -> words, as Gradio's i18n takes them."""
    zh = {name: label.zh for name, label in LABELS.items()}
    return {"en": {name: label.en for name, label in LABELS.items()}, **dict.fromkeys(_ZH_LOCALES, zh)}
