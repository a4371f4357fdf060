// The source pane. It shows the clauses of the last answer until the reader opens something; then what the answer being
// written brings waits behind a button. `asked` holds the marker a reader opened, until the clause is in view.
const frame = element.querySelector(".sources");
const wide = window.matchMedia("(min-width: 821px)");
let asked = null;
let opener = null;
let cited = null; // what the last answer, or the one a reader opened, brings
let held = false; // the reader has opened something since the question was asked

const names = (section) => [...(section?.querySelectorAll(".clause") ?? [])].map((each) => each.dataset.id);

// Clauses that are there already stay where they are; others are new nodes, which move nothing.
const show = (section) => {
  const old = frame.firstElementChild;
  const [there, sent] = [names(old), names(section)];
  const longer = there.length > 0 && there.every((name, place) => name === sent[place]);
  if (longer) clausewise.grow(old, section);
  else frame.replaceChildren(section);
  const back = frame.querySelector("[data-cited]");
  if (back) back.hidden = !cited;
  return longer;
};

const top = (part) => part.getBoundingClientRect().top;
const reveal = () => {
  asked = null;
  const clause = frame.querySelector(".clause.focus") ?? frame.querySelector(".clause");
  if (!clause) return;
  const tall = clause.offsetHeight > window.innerHeight * 0.7;
  const quote = tall ? clause.querySelector("mark.active") : null;
  (quote ?? clause).scrollIntoView({ block: quote ? "center" : "start", behavior: "smooth" });
  clause.querySelector("h3").focus({ preventScroll: true });
};
// Where the pane scrolls by itself, the whole row of the first quote comes into view, its clause's heading too if it can.
const arrive = () => {
  const pane = document.getElementById("source");
  pane.scrollTop = 0;
  const cells = [...(frame.querySelector("mark")?.closest(".row").children ?? [])];
  if (!cells.length) return;
  const bottom = Math.max(...cells.map((each) => each.getBoundingClientRect().bottom));
  const below = bottom - pane.getBoundingClientRect().bottom + 16;
  const room = top(cells[0]) - top(pane) - 56; // the clause's sticky heading
  if (below > 0) pane.scrollTop = Math.min(below, room);
};

const put = () => {
  const sent = clausewise.parse(props.value);
  const { kind, streamed } = sent.dataset;
  if (kind === "cited") cited = sent.cloneNode(true);
  if (kind === "none") cited = null;
  if (streamed && held) return frame.querySelector("[data-cited]")?.removeAttribute("hidden");
  const longer = show(sent);
  if (asked) reveal();
  else if (!longer && wide.matches) arrive();
};

const opened = (target) => {
  asked = target;
  held = true;
};
document.addEventListener("clausewise:asked", () => { held = false; });
document.addEventListener("clausewise:open", ({ detail }) => {
  opener = detail;
  element.closest("#source").classList.add("visited");
  opened(detail);
});

element.addEventListener("click", (event) => {
  const target = event.target.closest("[data-clause], [data-back], [data-cited]");
  if (!target) return;
  event.preventDefault();
  if (target.dataset.back) {
    const place = opener?.isConnected ? opener : document.querySelector(".exchange:last-of-type .question");
    element.closest("#source").classList.remove("visited");
    place?.scrollIntoView({ block: "center", behavior: "smooth" });
    place?.focus({ preventScroll: true });
  } else if (target.dataset.cited) {
    held = false;
    show(cited.cloneNode(true));
    reveal();
  } else {
    opened(target);
    trigger("open", { clause: target.dataset.clause, turn: "", citation: "" });
  }
});

watch("value", put);
put();
