// The document pane: the outline's search as one types, over both languages, the way to a clause, and which one is read.
const plain = (text) => text.normalize("NFKC").toLowerCase();
const all = (selector) => [...element.querySelectorAll(selector)];
const isWide = () => window.matchMedia("(min-width: 821px)").matches;
let still = 0; // until when scrolling is our own

// the outline shows the clause that is read
const point = (clause) => {
  for (const link of all("[data-goto]")) {
    const here = link.dataset.goto === clause.dataset.id;
    link.classList.toggle("here", here);
    link.toggleAttribute("aria-current", here);
    if (here && isWide() && link.checkVisibility()) link.scrollIntoView({ block: "nearest" });
  }
};
const follow = () => {
  if (performance.now() < still || !element.checkVisibility()) return;
  const edge = isWide() ? element.querySelector(".text").getBoundingClientRect().top + 60 : 110;
  const read = all(".clause").filter((each) => each.getBoundingClientRect().top <= edge).pop();
  if (read) point(read);
};
let waiting = 0;
const scrolled = ({ target }) => {
  if (target !== document && !target.matches?.(".text")) return;
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(follow);
};
element.addEventListener("scroll", scrolled, true);
document.addEventListener("scroll", scrolled);

const bring = (target, block = "start") => {
  still = performance.now() + 500;
  target.scrollIntoView({ block });
};

const go = (id) => {
  const clause = all(".clause").find((each) => each.dataset.id === id || each.dataset.id.endsWith(`:${id}`));
  if (!clause) return false;
  for (const other of all(".clause.here")) other.classList.remove("here");
  clause.classList.add("here");
  for (let fold = element.querySelector(`[data-goto="${CSS.escape(clause.dataset.id)}"]`)?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  point(clause);
  bring(clause);
  clause.querySelector("h3").focus({ preventScroll: true });
  clausewise.place.visit({ tab: "document", clause: clause.dataset.id });
  return true;
};
const step = (by) => {
  const clauses = all(".clause");
  const place = clauses.findIndex((each) => each.dataset.id === element.querySelector("[data-goto].here")?.dataset.goto);
  const next = clauses[Math.max(0, place + by)];
  if (next) go(next.dataset.id);
};

clausewise.panes.document = {
  step,
  open: (id) => {
    if (go(id)) return;
    clausewise.wanted = id;
    trigger("show", { clause: id, document: "" });
  },
};
trigger("show", { clause: clausewise.wanted, document: "" });

// searching
const mark = (terms) => {
  if (!window.CSS?.highlights) return [];
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
  return ranges;
};

const find = (input) => {
  const terms = plain(input.value).split(/\s+/).filter(Boolean);
  const texts = new Map(all(".clause").map((each) => [each.dataset.id, each]));
  const found = [];
  for (const link of all("[data-goto]")) {
    const clause = texts.get(link.dataset.goto);
    clause.plain ??= plain(`${link.textContent} ${clause.textContent}`);
    const here = terms.every((term) => clause.plain.includes(term));
    link.parentElement.hidden = !here;
    if (here) found.push(clause);
  }
  for (const fold of all(".outline details")) {
    fold.hidden = !fold.querySelector("li:not([hidden])");
    if (terms.length) fold.open = !fold.hidden;
  }
  const said = element.querySelector(".found");
  said.textContent = !terms.length ? "" : found.length ? `${found.length} ${clausewise.words("matches")}` : clausewise.words("no_match");
  const ranges = mark(terms);
  if (!terms.length || !found.length || !isWide()) return; // a phone would scroll away from the box
  const first = ranges.map((each) => each.startContainer.parentElement).find((each) => each.closest(".clause") === found[0]);
  bring(first ?? found[0], first ? "center" : "start");
  point(found[0]);
};

element.addEventListener("input", ({ target }) => { if (target.matches("[data-find]")) find(target); });
element.addEventListener("change", ({ target }) => {
  if (target.matches("[data-choose]")) trigger("show", { clause: "", document: target.value });
});
element.addEventListener("keydown", (event) => {
  if (!event.target.matches("[data-find]") || event.isComposing) return;
  if (event.key === "Enter") element.querySelector("li:not([hidden]) [data-goto]")?.click();
  else if (event.key === "Escape") { event.target.value = ""; find(event.target); }
});

// A heading of the outline folds; where the text stands beside it, opening it goes there too.
const goToHeading = (fold) => {
  const first = element.querySelector(`.clause[data-id="${CSS.escape(fold.querySelector("[data-goto]").dataset.goto)}"]`);
  let depth = 0;
  for (let above = fold.parentElement.closest("details"); above; above = above.parentElement.closest("details")) depth += 1;
  let place = first;
  for (let before = first.previousElementSibling; before?.matches(".heading"); before = before.previousElementSibling) {
    if (Number(before.dataset.depth) >= depth) place = before;
  }
  bring(place);
  point(first);
};
element.addEventListener("click", (event) => {
  const link = event.target.closest("[data-goto], [data-to-outline], .outline summary");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.dataset.goto) { event.preventDefault(); go(link.dataset.goto); }
  else if (link.dataset.toOutline) { element.querySelector(".outline").scrollIntoView({ block: "end" }); element.querySelector("[data-find]").focus({ preventScroll: true }); }
  else if (isWide() && !link.parentElement.open) goToHeading(link.parentElement);
});

let shown = "";
watch("value", () => {
  const id = element.querySelector(".book")?.dataset.document ?? "";
  if (shown && id !== shown) bring(element.querySelector(isWide() ? ".text > *" : ".book"));
  shown = id;
  if (clausewise.wanted && go(clausewise.wanted)) clausewise.wanted = "";
  element.querySelector(".notice")?.scrollIntoView({ block: "nearest" });
});
