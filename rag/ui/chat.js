// The conversation pane. Gradio runs this with `element`, `trigger` and `watch` in scope; the HTML is kept up to date by
// its diff, so listeners sit on `element`, which stays.
let exchanges = 0;
const wide = window.matchMedia("(min-width: 821px)");

clausewise.panes.chat = {
  ask: (question) => trigger("ask", { question }),
  restore: (record) => trigger("restore", { record }),
  clear: () => { clausewise.kept.forget(); trigger("clear", {}); },
};

element.addEventListener("click", (event) => {
  const target = event.target.closest("a.marker, button");
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { question, clause, turn, citation, retell, thumb } = target.dataset;
  if (target.matches("a")) event.preventDefault();
  if (question) trigger("ask", { question });
  else if (clause) {
    document.dispatchEvent(new CustomEvent("clausewise:open", { detail: target }));
    trigger("open", { clause, turn, citation });
  } else if (retell) trigger("retell", { turn, lang: retell });
  else if (thumb) {
    const form = target.closest(".answer").querySelector("form.feedback");
    if (!form) return;
    form.dataset.verdict = thumb;
    form.hidden = false;
    form.querySelector("textarea").focus();
  }
});

const rate = (form) => {
  const { turn, verdict } = form.dataset;
  trigger("rate", { turn, verdict, comment: form.querySelector("textarea").value });
};
element.addEventListener("submit", (event) => { event.preventDefault(); rate(event.target); });
element.addEventListener("keydown", (event) => {
  const form = event.target.closest("form.feedback");
  if (form && event.key === "Enter" && !event.shiftKey && event.target.matches("textarea") && !event.isComposing) {
    event.preventDefault();
    rate(form);
  }
});

// A new question goes to the top of the pane once; the answer then grows below it and nothing jumps.
watch("value", () => {
  const all = element.querySelectorAll(".exchange");
  if (all.length > exchanges) all[all.length - 1].scrollIntoView({ block: "start", behavior: exchanges ? "smooth" : "auto" });
  else element.querySelector(".notice")?.scrollIntoView({ block: "nearest" });
  exchanges = all.length;
});

// Ready to type, except where a keyboard would cover half the screen.
setTimeout(() => {
  if (wide.matches && !location.search) document.querySelector("#question textarea")?.focus({ preventScroll: true });
}, 100);
