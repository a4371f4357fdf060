// Where in the window one is: the tab, and the clause that the document is open at. Each is a page of the browser's
// history with an address of its own, so that Back leads through the window and not out of it. Run in the head, after page.js.
(() => {
  const TABS = ["chat", "document", "history", "evaluation", "settings"];
  let quiet = true; // until the page has settled
  let left = null; // how far a page was scrolled that is being left

  const here = () => history.state?.clausewise ?? { tab: "chat", clause: "", depth: 0 };
  const keep = (place, url) => {
    history.replaceState({ clausewise: place }, "", url);
    document.documentElement.toggleAttribute("data-can-go-back", place.depth > 0);
  };
  const address = ({ tab, clause }) => {
    const url = new URL(location.pathname, location.origin);
    if (clause) url.searchParams.set("clause", clause);
    else if (tab !== "chat") url.searchParams.set("tab", tab);
    return url;
  };
  const ofAddress = () => {
    const wanted = new URLSearchParams(location.search);
    const [clause, tab] = [wanted.get("clause") ?? "", wanted.get("tab")];
    return { tab: clause ? "document" : TABS.includes(tab) ? tab : "chat", clause };
  };
  const isSame = (one, other) => one.tab === other.tab && (one.clause === other.clause || other.clause.endsWith(`:${one.clause}`));

  const visit = (place) => {
    if (quiet) return;
    const before = here();
    if (isSame(before, place)) return keep({ ...before, ...place }, address(place));
    keep({ ...before, y: left ?? window.scrollY });
    left = null;
    history.pushState(null, "", address(place));
    keep({ ...place, depth: before.depth + 1 });
  };
  const quietly = (act) => {
    const before = quiet;
    quiet = true;
    left = window.scrollY;
    act();
    quiet = before;
  };
  const settle = () => {
    const place = ofAddress();
    if (place.tab !== "chat" && !place.clause) clausewise.tab(place.tab);
    keep({ ...place, depth: here().depth });
    quiet = false;
  };

  window.addEventListener("popstate", () => {
    const place = history.state?.clausewise ?? { ...ofAddress(), depth: 0 };
    keep(place);
    quietly(() => clausewise.tab(place.tab));
    if (place.clause) clausewise.panes.document?.open(place.clause);
    else setTimeout(() => window.scrollTo(0, place.y ?? 0), 100); // a tab takes a moment to show
  });
  document.addEventListener("click", ({ target }) => {
    const tab = target.closest("[role=tab]")?.id.match(/^tab-(\w+)-button$/)?.[1];
    if (tab) visit({ tab, clause: "" });
    if (target.closest("[data-go-back]")) history.back();
    const asked = target.closest("[data-copy-question]");
    if (asked) {
      const url = new URL(location.pathname, location.origin);
      url.searchParams.set("q", asked.dataset.copyQuestion);
      clausewise.copy(url.href);
    }
  });

  clausewise.place = { visit, quietly, settle };
})();
