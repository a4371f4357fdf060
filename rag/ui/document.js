// The document pane: the outline's search as one types, over both languages, and the way to a clause.
const plain = (text) => text.normalize("NFKC").toLowerCase();

const go = (id) => {
  const clause = [...element.querySelectorAll(".clause")].find((each) => each.dataset.id === id || each.dataset.id.endsWith(`:${id}`));
  if (!clause) return false;
  for (const other of element.querySelectorAll(".here")) other.classList.remove("here");
  clause.classList.add("here");
  for (const link of element.querySelectorAll("[data-goto]")) {
    if (link.dataset.goto !== clause.dataset.id) continue;
    link.classList.add("here");
    for (let fold = link.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (element.clientWidth > 820) link.scrollIntoView({ block: "nearest" });
  }
  clause.scrollIntoView({ block: "start" });
  clause.querySelector("h3").focus({ preventScroll: true });
  return true;
};

clausewise.panes.document = {
  open: (id) => {
    if (go(id)) return;
    clausewise.wanted = id;
    trigger("show", { clause: id });
  },
};
trigger("show", { clause: clausewise.wanted });

const mark = (terms) => {
  if (!window.CSS?.highlights) return;
  const ranges = [];
  const walker = document.createTreeWalker(element.querySelector(".text"), NodeFilter.SHOW_TEXT);
  while (terms.length && ranges.length < 2000 && walker.nextNode()) {
    const text = walker.currentNode.data.toLowerCase();
    for (const term of terms) {
      for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
        const range = new Range();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, Math.min(at + term.length, walker.currentNode.length));
        ranges.push(range);
      }
    }
  }
  CSS.highlights.set("clausewise-found", new Highlight(...ranges));
};

const find = (input) => {
  const terms = plain(input.value).split(/\s+/).filter(Boolean);
  const texts = new Map([...element.querySelectorAll(".clause")].map((each) => [each.dataset.id, each]));
  let found = 0;
  for (const link of element.querySelectorAll("[data-goto]")) {
    const clause = texts.get(link.dataset.goto);
    clause.plain ??= plain(`${link.textContent} ${clause.textContent}`);
    const here = terms.every((term) => clause.plain.includes(term));
    link.parentElement.hidden = !here;
    found += here;
  }
  for (const fold of element.querySelectorAll(".outline details")) {
    fold.hidden = !fold.querySelector("li:not([hidden])");
    if (terms.length) fold.open = !fold.hidden;
  }
  const said = element.querySelector(".found");
  said.textContent = !terms.length ? "" : found ? `${found} ${clausewise.words("matches")}` : clausewise.words("no_match");
  mark(terms);
};

element.addEventListener("input", ({ target }) => { if (target.matches("[data-find]")) find(target); });
element.addEventListener("keydown", (event) => {
  if (!event.target.matches("[data-find]") || event.isComposing) return;
  if (event.key === "Enter") element.querySelector("li:not([hidden]) [data-goto]")?.click();
  else if (event.key === "Escape") { event.target.value = ""; find(event.target); }
});
element.addEventListener("click", (event) => {
  const link = event.target.closest("[data-goto]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.dataset.goto);
});
watch("value", () => {
  if (clausewise.wanted && go(clausewise.wanted)) clausewise.wanted = "";
  element.querySelector(".notice")?.scrollIntoView({ block: "nearest" });
});
