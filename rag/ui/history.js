// The history pane: lists what the browser keeps (kept.js), finds in it, names, deletes and exports it.
const { kept } = clausewise;
const list = element.querySelector(".conversations");
const search = element.querySelector("[data-search]");
const undo = element.querySelector(".undo");
const template = element.querySelector("template");
const plain = (text) => text.normalize("NFKC").toLowerCase();
const UNDO_FOR = 20_000; // ms
let deleted = [];
let forgetting = 0;

const text = ({ name, record }) => plain([name, ...record.exchanges.flatMap((each) => [each.question, each.answer?.text ?? ""])].join("\n"));

const item = ({ id, name, time, record }) => {
  const made = template.content.firstElementChild.cloneNode(true);
  made.dataset.id = id;
  made.querySelector("input").value = name;
  for (const [place, locale] of [["zh", "zh-CN"], ["en", "en"]]) {
    const when = made.querySelector(`time.${place}`);
    when.dateTime = new Date(time).toISOString();
    when.textContent = new Date(time).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
  }
  made.querySelector(".count").textContent = record.exchanges.length;
  made.querySelector(".first").textContent = record.exchanges.at(-1).answer?.text.slice(0, 400) ?? ""; // the style cuts it
  return made;
};

const show = () => {
  if (list.contains(document.activeElement) && document.activeElement.matches("input")) return; // being named
  const terms = plain(search.value).split(/\s+/).filter(Boolean);
  const all = kept.all();
  const found = all.filter((each) => terms.every((term) => text(each).includes(term)));
  list.replaceChildren(...found.map(item));
  element.querySelector(".empty").hidden = all.length > 0;
  element.querySelector(".none").hidden = !all.length || found.length > 0;
  element.querySelector(".bar").hidden = !all.length;
  element.querySelector("[data-delete-all]").hidden = all.length < 2 || terms.length > 0;
  undo.hidden = !deleted.length;
};

// What was deleted can be brought back for a while, or until something else is done.
const forget = () => { deleted = []; show(); };

const remove = (conversations) => {
  deleted = conversations;
  clearTimeout(forgetting);
  forgetting = setTimeout(forget, UNDO_FOR);
  kept.remove(conversations.map((each) => each.id));
  undo.querySelector("button").focus();
};

const download = async (conversation, format) => {
  try {
    const day = new Date(conversation.time).toLocaleDateString("sv"); // 2031-05-07, where the reader is
    const { name, type, data } = await server.export_conversation({
      name: conversation.name, record: conversation.record, format, day, address: location.origin + location.pathname,
    });
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  } catch (error) {
    console.warn(error);
    clausewise.say(clausewise.words("export_failed"));
  }
};

element.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  if (button.dataset.deleteAll) return remove(kept.all());
  if (button.dataset.undo) {
    const back = deleted;
    deleted = [];
    return back.forEach(kept.write);
  }
  const conversation = kept.read(button.closest("li")?.dataset.id);
  if (!conversation) return;
  if (button.dataset.export) download(conversation, button.dataset.export);
  else if (button.dataset.delete) remove([conversation]);
  else if (button.dataset.rename) button.closest("li").querySelector("input").select();
  else if (button.dataset.continue) { forget(); kept.open(conversation); clausewise.tab("chat"); }
});
element.addEventListener("input", ({ target }) => { if (target === search) forget(); });
element.addEventListener("change", ({ target }) => {
  const conversation = kept.read(target.closest("li")?.dataset.id);
  if (conversation) kept.write({ ...conversation, name: target.value.trim() || conversation.name });
});
kept.listeners.clear(); // of a pane that was here before
kept.listeners.add(show);
show();
