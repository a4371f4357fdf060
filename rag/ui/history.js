// The history pane: lists what the browser keeps (kept.js), finds in it, names, deletes and exports it.
const { kept } = clausewise;
const list = element.querySelector(".conversations");
const search = element.querySelector("[data-search]");
const undo = element.querySelector(".undo");
const template = element.querySelector("template");
const plain = (text) => text.normalize("NFKC").toLowerCase();
let deleted = [];

const text = ({ name, record }) => plain([name, ...record.exchanges.flatMap((each) => [each.question, each.answer?.text ?? ""])].join("\n"));

const item = ({ id, name, time, record }) => {
  const made = template.content.firstElementChild.cloneNode(true);
  made.dataset.id = id;
  made.querySelector("input").value = name;
  made.querySelector("time").textContent = new Date(time).toLocaleString(document.documentElement.lang);
  made.querySelector(".count").textContent = record.exchanges.length;
  made.querySelector(".first").textContent = record.exchanges.at(-1).answer?.text.slice(0, 400) ?? ""; // the style cuts it
  return made;
};

const show = () => {
  if (list.contains(document.activeElement) && document.activeElement.matches("input")) return; // being named
  const terms = plain(search.value).split(/\s+/).filter(Boolean);
  const all = kept.all();
  list.replaceChildren(...all.filter((each) => terms.every((term) => text(each).includes(term))).map(item));
  element.querySelector(".empty").hidden = all.length > 0;
  element.querySelector(".bar").hidden = !all.length;
  undo.hidden = !deleted.length;
};

const remove = (conversations) => {
  deleted = conversations;
  kept.remove(conversations.map((each) => each.id));
  undo.querySelector("button").focus();
};

const download = async (conversation, format) => {
  try {
    const { name, type, data } = await server.export_conversation({ name: conversation.name, record: conversation.record, format });
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
  else if (button.dataset.continue) { kept.open(conversation); clausewise.tab("chat"); }
});
element.addEventListener("input", ({ target }) => { if (target === search) show(); });
element.addEventListener("change", ({ target }) => {
  const conversation = kept.read(target.closest("li")?.dataset.id);
  if (conversation) kept.write({ ...conversation, name: target.value.trim() || conversation.name });
});
kept.listeners.clear(); // of a pane that was here before
kept.listeners.add(show);
show();
