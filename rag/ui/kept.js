// Conversations kept in this browser's localStorage, one key each: {id, name, time, record}. A page knows its own by
// sessionStorage, so that a reload keeps it. Run in the head, after page.js.
(() => {
  const PREFIX = "clausewise.conversation.";
  const CURRENT = "clausewise.current";
  const listeners = new Set();
  const changed = () => listeners.forEach((each) => each());

  const read = (id) => { try { return JSON.parse(localStorage.getItem(PREFIX + id)); } catch { return null; } };
  const all = () => {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).map((key) => read(key.slice(PREFIX.length)))
        .filter((each) => each?.record?.exchanges?.length).sort((a, b) => b.time - a.time);
    } catch { return []; } // a browser that keeps nothing
  };
  const current = () => { try { return sessionStorage.getItem(CURRENT); } catch { return null; } };
  const setCurrent = (id) => {
    try { if (id) sessionStorage.setItem(CURRENT, id); else sessionStorage.removeItem(CURRENT); } catch { /* the same */ }
  };

  const write = (conversation) => {
    for (;;) {
      try {
        localStorage.setItem(PREFIX + conversation.id, JSON.stringify(conversation));
        return changed();
      } catch {
        const oldest = all().filter((each) => each.id !== conversation.id).pop();
        if (!oldest) return clausewise.say(clausewise.words("not_kept"));
        localStorage.removeItem(PREFIX + oldest.id);
        clausewise.say(clausewise.words("full"));
      }
    }
  };
  const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const save = (record) => {
    const id = current() ?? newId();
    setCurrent(id);
    write({ id, name: read(id)?.name ?? record.exchanges[0].question.slice(0, 80), time: Date.now(), record });
  };
  const remove = (ids) => {
    for (const id of ids) {
      localStorage.removeItem(PREFIX + id);
      if (id === current()) setCurrent(null);
    }
    changed();
  };
  const open = (conversation) => {
    setCurrent(conversation.id);
    clausewise.panes.chat.restore(conversation.record);
  };
  const resume = () => {
    const conversation = current() && read(current());
    if (conversation) open(conversation);
    return Boolean(conversation);
  };
  window.addEventListener("storage", changed);
  clausewise.kept = { all, read, write, save, remove, open, resume, forget: () => setCurrent(null), listeners };
})();
