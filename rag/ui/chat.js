// The conversation pane. Gradio runs this with `element`, `trigger` and `watch` in scope; the HTML is kept up to date by
// its diff, so listeners sit on `element`, which stays.
let exchanges = 0;

const copy = async (button) => {
  const words = button.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    // no clipboard outside localhost and https: select the text for Ctrl+C
    window.prompt(words, button.dataset.copy);
    return;
  }
  button.textContent = button.dataset.done;
  setTimeout(() => { button.textContent = words; }, 1500);
};

element.addEventListener("click", (event) => {
  const target = event.target.closest("a.marker, button");
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const { question, clause, turn, citation, retell } = target.dataset;
  if (question) trigger("suggest", { question });
  else if (clause) {
    document.dispatchEvent(new CustomEvent("clausewise:open", { detail: target }));
    trigger("open", { clause, turn, citation });
  } else if (retell) trigger("retell", { turn, lang: retell });
  else if (target.dataset.copy) copy(target);
});

// A new question goes to the top of the pane once; the answer then grows below it and nothing jumps.
watch("value", () => {
  const all = element.querySelectorAll(".exchange");
  if (all.length > exchanges) all[all.length - 1].scrollIntoView({ block: "start", behavior: "smooth" });
  else element.querySelector(".notice")?.scrollIntoView({ block: "nearest" });
  exchanges = all.length;
});

// Ready to type, except where a keyboard would cover half the screen.
setTimeout(() => {
  if (window.matchMedia("(min-width: 821px)").matches) {
    document.querySelector("#question textarea")?.focus({ preventScroll: true });
  }
}, 100);
