// The source pane. `asked` holds the marker a reader opened, until the clause is in view.
let asked = null;
let opener = null;

const reveal = () => {
  if (!asked) return;
  asked = null;
  const clause = element.querySelector(".clause.focus") ?? element.querySelector(".clause");
  if (!clause) return;
  const tall = clause.offsetHeight > window.innerHeight * 0.7;
  const quote = tall ? clause.querySelector("mark.active") : null;
  (quote ?? clause).scrollIntoView({ block: quote ? "center" : "start", behavior: "smooth" });
  clause.querySelector("h3").focus({ preventScroll: true });
};

document.addEventListener("clausewise:open", (event) => {
  asked = opener = event.detail;
  setTimeout(reveal, 500); // opening the clause already shown changes no value
});

// A new answer: where the pane scrolls by itself, its first quote comes into view.
watch("value", () => {
  if (asked) reveal();
  else if (window.matchMedia("(min-width: 821px)").matches) {
    const quote = element.querySelector("mark");
    const place = quote?.getBoundingClientRect();
    if (place && (place.top < 100 || place.bottom > window.innerHeight)) quote.scrollIntoView({ block: "center" });
  }
});

element.addEventListener("click", (event) => {
  const target = event.target.closest("[data-clause], [data-back]");
  if (!target) return;
  event.preventDefault();
  if (target.dataset.back) {
    const place = opener?.isConnected ? opener : document.querySelector(".exchange:last-of-type .question");
    place?.scrollIntoView({ block: "center", behavior: "smooth" });
    place?.focus({ preventScroll: true });
  } else {
    asked = target;
    trigger("open", { clause: target.dataset.clause, turn: "", citation: "" });
  }
});
