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
    "welcome": Bilingual("向这份文件提问", "Ask this document a question"),
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
    "stopped_note": Bilingual("已停止：这个回答不完整。", "Stopped: this answer is not whole."),
    "asked_next": Bilingual("这个回答写完后就提问", "Asked once this answer is done"),
    "open": Bilingual("打开条文", "Open clause"),
    "copy": Bilingual("复制", "Copy"),
    "copied": Bilingual("已复制", "Copied"),
    "not_copied": Bilingual("浏览器不允许复制，请选中文字后按 Ctrl+C", "The browser does not allow copying; select the text and press Ctrl+C"),
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
    "found": Bilingual("检索到的条文，及各种查法给出的名次", "Clauses found, and the rank that each way of searching gave"),
    "terms": Bilingual("题中的词", "Words of the question"),
    "nearest_question": Bilingual("此条最接近的已知问法", "Nearest question it is known to answer"),
    "rank_before": Bilingual("第", "no. "),
    "rank_after": Bilingual("名", ""),
    "by_lexical": Bilingual("字词", "words"),
    "by_related": Bilingual("相关词", "related words"),
    "by_vector": Bilingual("语义", "meaning"),
    "by_classifier": Bilingual("问题分类", "question classifier"),
    "by_reranker": Bilingual("重排", "reranker"),
    "by_question": Bilingual("已知问法", "known questions"),
    "check_marker": Bilingual("注明条文", "clause named"),
    "check_quotes": Bilingual("引号内的话", "quoted words"),
    "check_numbers": Bilingual("数字", "numbers"),
    "check_direction": Bilingual("增减方向", "direction"),
    "check_names": Bilingual("名称", "names"),
    "check_support": Bilingual("内容有据", "content"),
    "took": Bilingual("用时", "Took"),
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
    "to_cited": Bilingual("回到回答的条文", "To the answer’s clauses"),
    "in_document": Bilingual("在文件中打开", "Open in document"),
    "missing_zh": Bilingual("此条没有中文文本", "This clause has no Chinese text"),
    "missing_en": Bilingual("此条没有英文文本", "This clause has no English text"),
    "prevails_zh": Bilingual("以中文文本为准，英文译文仅供参考", "The Chinese text prevails, the translation is for reference"),
    "prevails_en": Bilingual("以英文文本为准，中文译文仅供参考", "The English text prevails, the translation is for reference"),
    # errors
    "details": Bilingual("详情", "Details"),
    "trouble_question": Bilingual("无法照这样提问，请改写后再试。", "This cannot be asked as it is; put it another way."),
    "trouble_clause": Bilingual("没有这一条，请从“文件”的目录里打开。", "There is no such clause; open one from the outline under Document."),
    "trouble_model": Bilingual("语言模型没有应答，请在“设置”中检查后重试。",
                               "The language model does not answer; check it under Settings and try again."),
    "trouble_settings": Bilingual("设置有误，请在“设置”中改正。", "A setting has no meaning; put it right under Settings."),
    "trouble_cache": Bilingual("无法写入本机的文件，请检查磁盘空间和权限。",
                               "A file on this machine cannot be written; check space and permissions."),
    "trouble_index": Bilingual("索引与文件不符，请重建索引后重新启动。", "The index does not fit the documents; build it again and restart."),
    "trouble_source": Bilingual("文件无法读取。", "A file cannot be read."),
    "trouble_encoder": Bilingual("编码器无法使用，请在“设置”中检查或重新安装。",
                                 "The encoder cannot be used; check it under Settings or install it again."),
    "trouble_other": Bilingual("出错了，请重试。", "Something went wrong; try again."),
    # document
    "document": Bilingual("文件", "Document"),
    "outline": Bilingual("目录", "Outline"),
    "search": Bilingual("查找（中英文均可）", "Search in both languages"),
    "matches": Bilingual("条符合", "clauses match"),
    "no_match": Bilingual("没有条文含有这些字词", "No clause has these words"),
    "loading": Bilingual("正在打开…", "Opening…"),
    "noise": Bilingual("解析时未作正文的行", "Lines set aside when parsing"),
    "noise_contents": Bilingual("目录", "contents"),
    "noise_portal_footer": Bilingual("网页页脚", "portal footer"),
    "noise_portal_line": Bilingual("网页文字", "portal line"),
    "noise_front_matter": Bilingual("正文之前", "front matter"),
    "noise_line_without_words": Bilingual("没有文字的行", "line without words"),
    "noise_dateline": Bilingual("电头", "dateline"),
    "noise_stray_phrase": Bilingual("混入标题的字句", "stray phrase"),
    "line": Bilingual("行", "Line"),
    "clause_count": Bilingual("条", "clauses"),
    "licence": Bilingual("来源与许可", "Source and licence"),
    # history
    "history_empty": Bilingual("还没有对话。提问之后，对话会保存在这个浏览器里。",
                               "No conversation yet. Once you ask, conversations are kept in this browser."),
    "history_here": Bilingual("对话只保存在这个浏览器里，不会离开这台机器。",
                              "Conversations are kept in this browser alone and do not leave this machine."),
    "history_search": Bilingual("查找对话", "Search conversations"),
    "history_none": Bilingual("没有对话含有这些字词", "No conversation has these words"),
    "name": Bilingual("名称", "Name"),
    "rename": Bilingual("改名", "Rename"),
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
    # evaluation
    "dataset": Bilingual("题集", "Question set"),
    "dataset_size": Bilingual("题", "questions"),
    "set_test": Bilingual("本项目自拟的测试题：各种题型，问遍每一条；只用来报告成绩。",
                          "The project's own test questions: every kind, every clause; used to report figures alone."),
    "set_dev": Bilingual("用户口吻的问题，随任务给定；只用来报告成绩。",
                         "Questions in users' words, given with the task; used to report figures alone."),
    "set_validation": Bilingual("用来选定阈值、权重和设计的题。", "Questions by which thresholds, weights and designs were chosen."),
    "set_validation_more": Bilingual("补上一组所缺的题型：多条综合、追问、注入。",
                                     "The kinds that validation lacks: several clauses, follow-ups, injections."),
    "set_near_misses": Bilingual("用了条文的字词、文件却没有回答的题，应当拒答。",
                                 "Questions in a clause's own words that the document does not answer: to be refused."),
    "set_refusals": Bilingual("问别的文件或题外话，应当拒答。", "Questions about other documents or off the topic: to be refused."),
    "set_followups": Bilingual("要看上文才能懂的追问。", "Follow-up questions that need what was said before."),
    "set_multi": Bilingual("要合起几条才能回答的题。", "Questions that take several clauses to answer."),
    "run": Bilingual("开始评测", "Run"),
    "evaluation_about": Bilingual(
        "把题集逐题交给本产品，核对检索、引文、事实和拒答。在本机运行，不联网。",
        "Puts every question of a set to the product and checks what it finds, cites, states and refuses. "
        "Runs on this machine, without a network.",
    ),
    "evaluation_no": Bilingual("当前打开的文件没有题集", "There is no question set for the open documents"),
    "evaluation_waits": Bilingual("正在准备；若另有评测在进行，要等它结束。", "Getting ready; another run, if there is one, ends first."),
    "limit": Bilingual("只问前几题（不填为全部）", "Only the first so many (empty: all)"),
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
        "密钥只留在服务器内存里，只用于你的这个会话，刷新或关闭页面即失效。",
        "Without a language model, answers are the document's own sentences. With one, the model writes and every "
        "sentence must pass the same checks. The key stays in the server's memory, for your session alone, until you reload or "
        "close the page.",
    ),
    "provider": Bilingual("提供方", "Provider"),
    "none": Bilingual("不用语言模型", "No language model"),
    "compatible": Bilingual("OpenAI 兼容服务（Ollama、vLLM、DeepSeek…）", "OpenAI-compatible (Ollama, vLLM, DeepSeek…)"),
    "model_name": Bilingual("模型", "Model"),
    "base_url": Bilingual("服务地址", "Server address"),
    "api_key": Bilingual("密钥", "Key"),
    "test": Bilingual("测试模型", "Test the model"),
    "testing": Bilingual("正在询问语言模型…", "Asking the language model…"),
    "bad_model": Bilingual("请填模型的名称，名称里没有空格", "Give the model's name, which has no spaces"),
    "bad_address": Bilingual("请填服务地址：以 http:// 或 https:// 开头，没有空格、用户名和密钥",
                             "Give the server's address: it begins with http:// or https:// and holds no space, user name or key"),
    "bad_key": Bilingual("密钥里只有英文字母、数字和符号，没有空格；请重新粘贴",
                         "A key has letters, digits and signs alone and no spaces; paste it again"),
    "setting_failed": Bilingual("没有应用：这样设定不行", "Not applied: this cannot be set"),
    "model_failed": Bilingual("语言模型没有应答", "The language model did not answer"),
    "settings_kept": Bilingual("应用之后，除密钥外，这些设定保存在这个浏览器里，重新打开时仍然有效。",
                               "Once applied, these settings, all but the key, are kept in this browser for the next time."),
    "key_again": Bilingual("密钥不保存：要用语言模型，请在“设置”中重新填写密钥",
                           "Keys are not kept: to use the language model, enter its key again in Settings"),
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
    "key_stop": Bilingual("停止回答；关闭菜单", "stop the answer; close a menu"),
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


def translation_key(name: str) -> str:
    """What Gradio knows a label by. It translates any text that equals a key, so that no word may be one: "test"."""
    return f"clausewise_{name}"


def translations() -> dict[str, dict[str, str]]:
    """Locale -> key -> words, as Gradio's i18n takes them."""
    zh = {translation_key(name): label.zh for name, label in LABELS.items()}
    en = {translation_key(name): label.en for name, label in LABELS.items()}
    return {"en": en, **dict.fromkeys(_ZH_LOCALES, zh)}
