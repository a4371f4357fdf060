// Conversations kept in this browser's localStorage, one key each: {id, name, time, record}. The page that is open knows
// its own by sessionStorage, so that a reload keeps it.
const PREFIX = "clausewise.conversation.";
const CURRENT = "clausewise.current";
const list = element.querySelector(".conversations");
const empty = element.querySelector(".empty");
const search = element.querySelector("[data-search]");
const undo = element.querySelector(".undo");
const template = element.querySelector("template");
let deleted = [];

const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
const kept = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).map(read)
  .filter((each) => each?.record?.exchanges).sort((a, b) => b.time - a.time);
const current = () => sessionStorage.getItem(CURRENT);

const write = (conversation) => {
  for (;;) {
    try {
      localStorage.setItem(PREFIX + conversation.id, JSON.stringify(conversation));
      return;
    } catch (error) {
      const oldest = kept().filter((each) => each.id !== conversation.id).pop();
      if (!oldest) { console.warn("this browser keeps nothing:", error); return; }
      localStorage.removeItem(PREFIX + oldest.id);
      clausewise.say(clausewise.words("full"));
    }
  }
};

const save = (record) => {
  if (!record.exchanges.length) return;
  const id = current() ?? Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  sessionStorage.setItem(CURRENT, id);
  write({ id, name: read(PREFIX + id)?.name ?? record.exchanges[0].question.slice(0, 80), time: Date.now(), record });
  show();
};

const text = ({ name, record }) => [name, ...record.exchanges.flatMap((each) => [each.question, each.answer?.text ?? ""])]
  .join("\n").normalize("NFKC").toLowerCase();

const show = () => {
  const terms = search.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
  const all = kept();
  const items = all.filter((each) => terms.every((term) => text(each).includes(term))).map((each) => {
    const item = template.content.firstElementChild.cloneNode(true);
    item.dataset.id = each.id;
    item.querySelector("input").value = each.name;
    const when = new Date(each.time).toLocaleString(document.documentElement.lang);
    item.querySelector("time").textContent = `${when} · ${each.record.exchanges.length}`;
    item.querySelector(".first").textContent = each.record.exchanges.at(-1).answer?.text.slice(0, 160) ?? "";
    return item;
  });
  list.replaceChildren(...items);
  empty.hidden = all.length > 0;
  element.querySelector("[data-delete-all]").hidden = !all.length;
  undo.hidden = !deleted.length;
};

const remove = (conversations) => {
  deleted = conversations;
  for (const each of conversations) {
    localStorage.removeItem(PREFIX + each.id);
    if (each.id === current()) sessionStorage.removeItem(CURRENT);
  }
  show();
  undo.querySelector("button")?.focus();
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
  } catch {
    clausewise.say(clausewise.words("export_failed"));
  }
};

const open = (conversation) => {
  sessionStorage.setItem(CURRENT, conversation.id);
  clausewise.panes.chat.restore(conversation.record);
};

element.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  if (button.dataset.deleteAll) return remove(kept());
  if (button.dataset.undo) { deleted.forEach(write); deleted = []; return show(); }
  const conversation = read(PREFIX + button.closest("li")?.dataset.id);
  if (!conversation) return;
  if (button.dataset.export) download(conversation, button.dataset.export);
  else if (button.dataset.delete) remove([conversation]);
  else if (button.dataset.continue) { open(conversation); clausewise.tab("chat"); }
});
element.addEventListener("input", ({ target }) => { if (target === search) show(); });
element.addEventListener("change", ({ target }) => {
  const conversation = read(PREFIX + target.closest("li")?.dataset.id);
  if (conversation) write({ ...conversation, name: target.value.trim() || conversation.name });
});
window.addEventListener("storage", show);

clausewise.panes.history = {
  save,
  forget: () => sessionStorage.removeItem(CURRENT),
  resume: () => {
    const conversation = read(PREFIX + current());
    if (conversation) open(conversation);
    return Boolean(conversation);
  },
};
show();
