// The page as a whole, run in its head: interface language, light or dark, copying, tabs, shortcuts. The panes register
// here and find each other here. Nothing is fetched and nothing leaves the browser.
(() => {
  const root = document.documentElement;
  const panes = {};
  const store = {
    get: (name) => { try { return localStorage.getItem(`clausewise.${name}`); } catch { return null; } },
    set: (name, value) => { try { localStorage.setItem(`clausewise.${name}`, value); } catch { /* private window */ } },
  };

  // language: what was chosen, else the first of the browser's that we speak
  const browser = (navigator.languages ?? [navigator.language]).find((each) => /^(zh|en)\b/i.test(each)) ?? "en";
  const language = () => {
    const kept = store.get("language");
    return kept === "zh" || kept === "en" ? kept : browser.toLowerCase().startsWith("zh") ? "zh" : "en";
  };
  const gradioLanguage = async (locale) => {
    const script = performance.getEntriesByType("resource").find((each) => /\/assets\/core-[^/]*\.js/.test(each.name));
    try {
      (await import(script.name)).changeLocale(locale);
    } catch (error) {
      console.warn("Gradio's own labels follow the browser's language:", error);
    }
  };
  const speak = () => {
    root.dataset.ui = language();
    root.lang = language() === "zh" ? "zh-Hans" : "en";
    return gradioLanguage(language() === "zh" ? "zh-CN" : "en");
  };
  Object.defineProperty(navigator, "language", { configurable: true, get: () => (language() === "zh" ? "zh-CN" : "en") });
  root.dataset.ui = language();

  // light or dark: what was chosen, else the system's
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const shade = () => {
    const kept = store.get("theme");
    const dark = kept === "dark" || (kept !== "light" && system.matches);
    if (document.body.classList.contains("dark") !== dark) document.body.classList.toggle("dark", dark);
  };
  system.addEventListener("change", shade);

  const showChoices = () => {
    const kept = { "ui-language": store.get("language") ?? "auto", "ui-theme": store.get("theme") ?? "system" };
    for (const input of document.querySelectorAll("[name=ui-language], [name=ui-theme]")) {
      input.checked = input.value === kept[input.name];
    }
    for (const input of document.querySelectorAll("[name=ui-keys]")) input.checked = store.get("keys") !== "off";
  };
  document.addEventListener("change", ({ target }) => {
    if (target.name === "ui-language") { store.set("language", target.value); speak(); }
    else if (target.name === "ui-theme") { store.set("theme", target.value); shade(); }
    else if (target.name === "ui-keys") store.set("keys", target.checked ? "on" : "off");
  });

  // copying
  const words = (name) => document.querySelector(`#words [data-word="${name}"] .${root.dataset.ui}`)?.textContent ?? "";
  const say = (text) => {
    const line = document.getElementById("announcement");
    if (!line) return;
    line.textContent = text;
    line.classList.add("shown");
    clearTimeout(say.timer);
    say.timer = setTimeout(() => line.classList.remove("shown"), 2500);
  };
  const copyByCommand = (text) => { // outside localhost and https a page has no clipboard
    const before = document.activeElement;
    const area = document.createElement("textarea");
    area.value = text;
    area.style.cssText = "position:fixed;top:0;opacity:0";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    before?.focus({ preventScroll: true });
    return done;
  };
  const copy = async (text) => {
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch {
      done = copyByCommand(text);
    }
    say(words(done ? "copied" : "not_copied"));
  };

  // HTML that the server sent, and putting it in place of what is there: only what differs is touched, so that what is
  // selected, open or half typed stays, and a screen reader reads out no more than the new words
  const parse = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content.firstElementChild;
  };
  const grow = (old, fresh) => {
    if (old.isEqualNode(fresh)) return;
    if (old.nodeName !== fresh.nodeName || old.nodeType !== Node.ELEMENT_NODE) return old.replaceWith(fresh);
    for (const { name } of [...old.attributes]) if (name !== "open" && !fresh.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    const [there, sent] = [[...old.childNodes], [...fresh.childNodes]];
    there.slice(sent.length).forEach((each) => each.remove());
    sent.forEach((each, place) => { if (there[place]) grow(there[place], each); else old.append(each); });
  };
  const address = (name, value) => {
    const url = new URL(location.pathname, location.origin);
    url.searchParams.set(name, value);
    return url.href;
  };

  const tab = (name) => document.getElementById(`tab-${name}-button`)?.click();
  const toDocument = (clause) => {
    window.clausewise.wanted = clause; // for a pane that is not there before its tab has been opened
    window.clausewise.place.quietly(() => tab("document"));
    panes.document?.open(clause);
  };

  document.addEventListener("click", (event) => {
    const target = event.target.closest("button, a, summary");
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target) || target?.dataset.copy) menu.open = false;
    }
    if (!target) return;
    const { copy: text, copyLink, inDocument, switchLanguage, help } = target.dataset;
    if (text) copy(text);
    else if (copyLink) copy(address("clause", copyLink));
    else if (inDocument) toDocument(inDocument);
    else if (switchLanguage) { store.set("language", language() === "zh" ? "en" : "zh"); speak(); showChoices(); }
    else if (help) document.getElementById("help")?.showModal();
  });

  // a tab takes a moment to show, the document one to come
  const focus = (selector, frames = 300) => {
    const target = document.querySelector(selector);
    if (target?.checkVisibility()) target.focus();
    else if (frames) requestAnimationFrame(() => focus(selector, frames - 1));
  };

  // Esc closes what is open, else it stops the answer that is being written
  const escape = (event) => {
    const menus = document.querySelectorAll("details.menu[open]");
    for (const menu of menus) { menu.open = false; menu.querySelector("summary").focus(); }
    if (!menus.length && !event.defaultPrevented && !document.querySelector("dialog[open]")) panes.chat?.stop();
  };

  // the clause before or after the one that is open, in the tab that is shown
  const step = (name, by) => {
    if (document.getElementById("document")?.checkVisibility()) panes.document?.step(by);
    else [...document.querySelectorAll(`#clauses [data-step=${name}]`)].find((each) => each.checkVisibility())?.click();
  };

  // shortcuts: single keys, where no one is typing
  const keys = {
    "/": () => { tab("chat"); focus("#question textarea"); },
    n: () => { tab("chat"); panes.chat?.clear(); },
    "[": () => step("previous", -1),
    "]": () => step("next", 1),
    f: () => { tab("document"); focus("[data-find]"); },
    "?": () => document.getElementById("help")?.showModal(),
  };
  ["chat", "document", "history", "evaluation", "settings"].forEach((name, place) => { keys[place + 1] = () => tab(name); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") escape(event);
    const typing = event.target.closest?.("input, textarea, select, [contenteditable=true], dialog[open]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || store.get("keys") === "off") return;
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  // the address: ?clause= opens the document at a clause, ?q= asks
  const arrive = () => {
    speak();
    shade();
    showChoices();
    new MutationObserver(shade).observe(document.body, { attributeFilter: ["class"] });
    if (!location.search) panes.chat?.greet();
    window.clausewise.ready = true;
    const wanted = new URLSearchParams(location.search);
    const clause = wanted.get("clause");
    const question = wanted.get("q");
    if (clause) toDocument(clause);
    if (!question) return window.clausewise.kept.resume();
    history.replaceState(null, "", location.pathname);
    window.clausewise.kept.forget(); // the conversation that the tab had stays in the history
    panes.chat?.ask(question);
  };

  window.clausewise = { panes, store, words, say, copy, tab, focus, parse, grow, arrive, showChoices, wanted: "" };
})();
