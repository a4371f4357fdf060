// The settings that this browser keeps, all but the key, sent once the page is there.
clausewise.choices = {
  read: () => { try { return JSON.parse(clausewise.store.get("settings")); } catch { return null; } },
  write: ({ api_key: key, ...chosen }) => {
    const before = clausewise.choices.read();
    const same = before?.provider === chosen.provider && before.base_url === chosen.base_url; // the session keeps its key
    const keyed = Boolean(key) || Boolean(same && before.keyed);
    clausewise.store.set("settings", JSON.stringify({ ...chosen, keyed }));
  },
};
const kept = clausewise.choices.read();
if (kept?.keyed) setTimeout(() => clausewise.say(clausewise.words("key_again")), 1000); // a model without its key would fail
if (kept) trigger("resume", kept.keyed ? { ...kept, provider: "none" } : kept);
