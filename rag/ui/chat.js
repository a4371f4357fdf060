// The conversation pane. Gradio runs this with `element`, `trigger`, `props` and `watch` in scope. The server sends no
// whole conversation but what changes (chat_view.py), so that an answer comes as fast after a hundred others as alone.
const log = element.querySelector(".conversation");
const wide = window.matchMedia("(min-width: 821px)");
const box = () => document.querySelector("#question textarea");
const running = () => log.querySelector(".exchange.busy");
let next = null; // what was asked while an answer was being written
const ratings = []; // given meanwhile; the answer being written would take their place in the conversation
let entered = { time: 0, text: "" };

const put = () => {
  const sent = clausewise.parse(props.value);
  const was = running();
  const whole = "whole" in sent.dataset;
  if (whole) log.replaceChildren();
  log.querySelectorAll(".welcome, .notice").forEach((each) => each.remove());
  log.querySelectorAll(".exchange").forEach((each) => { if (each.dataset.exchange >= Number(sent.dataset.count)) each.remove(); });
  let added = null;
  for (const fresh of [...sent.children]) {
    const old = log.querySelector(`[data-exchange="${fresh.dataset.exchange}"]`);
    if (old) clausewise.grow(old, fresh);
    else { log.append(fresh); added = fresh; }
  }
  log.ariaBusy = String(Boolean(running()));
  if ("restored" in sent.dataset) clausewise.kept.opened();
  // A new question goes to the top of the pane once; the answer then grows below it and nothing jumps.
  added?.scrollIntoView(added.matches(".exchange") ? { block: "start", behavior: whole ? "auto" : "smooth" } : { block: "nearest" });
  if (!was && running()) document.dispatchEvent(new Event("clausewise:asked"));
  if (was && !running()) {
    ratings.splice(0).forEach((rating) => trigger("rate", rating));
    const act = next;
    next = null;
    act?.();
  }
};

// One answer at a time: what is asked meanwhile comes next.
const later = (act) => {
  if (!running()) return act();
  next = act;
  clausewise.say(clausewise.words("asked_next"));
};
const ask = (question) => later(() => trigger("ask", { question }));
const clear = () => {
  next = null;
  clausewise.kept.forget();
  trigger("clear", {});
  if (wide.matches) clausewise.focus("#question textarea");
};
clausewise.panes.chat = {
  ask,
  clear,
  restore: (record) => { next = null; trigger("restore", { record }); },
  greet: () => { if (wide.matches) box()?.focus({ preventScroll: true }); }, // not where a keyboard would cover half the screen
  stop: () => { if (running()) document.querySelector("#question .stop-button")?.click(); },
};

document.addEventListener("keydown", (event) => {
  if (!event.target.matches?.("#question textarea") || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  const text = box().value;
  const again = event.repeat || (text === entered.text && event.timeStamp - entered.time < 300); // a key held down, or hit twice
  if (!again) entered = { time: event.timeStamp, text };
  if (!again && !running()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!again && text.trim()) later(() => { if (box().value.trim()) document.querySelector("#question .submit-button")?.click(); });
}, { capture: true });

// feedback
const formOf = (part) => part.closest(".answer").querySelector("form.feedback");
const thumbOf = (form) => form.closest(".answer").querySelector(`[data-thumb="${form.dataset.verdict}"]`);
const openForm = (thumb) => {
  const form = formOf(thumb);
  form.dataset.verdict = thumb.dataset.thumb;
  form.hidden = false;
  form.querySelector("textarea").focus();
};
const closeForm = (form) => {
  form.hidden = true;
  thumbOf(form)?.focus();
};
const rate = (form) => {
  const { turn, verdict } = form.dataset;
  const rating = { turn, verdict, comment: form.querySelector("textarea").value };
  if (running()) ratings.push(rating);
  else trigger("rate", rating);
  form.querySelector("textarea").value = "";
  closeForm(form);
};

element.addEventListener("click", (event) => {
  const target = event.target.closest("a.marker, button");
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { question, clause, turn, citation, retell, thumb } = target.dataset;
  if (target.matches("a")) event.preventDefault();
  if (question) ask(question);
  else if (clause) {
    document.dispatchEvent(new CustomEvent("clausewise:open", { detail: target }));
    trigger("open", { clause, turn, citation });
  } else if (retell) later(() => trigger("retell", { turn, lang: retell }));
  else if (thumb) openForm(target);
});
element.addEventListener("submit", (event) => { event.preventDefault(); rate(event.target); });
element.addEventListener("keydown", (event) => {
  const form = event.target.closest("form.feedback");
  if (!form || event.isComposing) return;
  if (event.key === "Escape") {
    event.preventDefault();
    closeForm(form);
  } else if (event.key === "Enter" && !event.shiftKey && event.target.matches("textarea")) {
    event.preventDefault();
    rate(form);
  }
});

watch("value", put);
put();
