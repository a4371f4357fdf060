// Conversations kept in this browser's localStorage, one key each: {id, name, time, record}. A page knows its own by
// sessionStorage, so that a reload keeps it. Run in the head, after page.js.
(() => {
  const PREFIX = "clausewise.conversation.";
  const CURRENT = "clausewise.current";
  const LONGEST = 1_500_000; // bytes
  const listeners = new Set();
  let opening = false; // a kept conversation was sent to the server, which has not shown it yet
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
  // Nothing is ever written over a longer conversation, or over one that the server has not opened.
  const save = (record) => {
    const held = opening ? null : read(current());
    const [before, after] = [held?.record.exchanges ?? [], record.exchanges];
    const same = held && before.length <= after.length && before[0]?.question === after[0].question;
    const id = same ? held.id : newId();
    opening = false;
    setCurrent(id);
    write({ id, name: same ? held.name : after[0].question.slice(0, 80), time: Date.now(), record });
  };
  const remove = (ids) => {
    for (const id of ids) {
      localStorage.removeItem(PREFIX + id);
      if (id === current()) setCurrent(null);
    }
    changed();
  };
  // The last exchanges that a request can hold; launch.py refuses a longer one, and all of it would be lost.
  const fitting = ({ exchanges }) => {
    let from = exchanges.length;
    for (let left = LONGEST; from > 0; from -= 1) {
      left -= new Blob([JSON.stringify(exchanges[from - 1])]).size;
      if (left < 0) break;
    }
    return { exchanges: exchanges.slice(from) };
  };
  const open = (conversation) => {
    opening = true;
    setCurrent(conversation.id);
    clausewise.panes.chat.restore(fitting(conversation.record));
  };
  const opened = () => { opening = false; };
  const forget = () => { opening = false; setCurrent(null); };
  const resume = () => {
    const conversation = current() && read(current());
    if (conversation?.record?.exchanges?.length) open(conversation);
  };
  window.addEventListener("storage", changed);
  clausewise.kept = { all, read, write, save, remove, open, opened, resume, forget, listeners };
})();
