// Tabs, filters and the clause window; every text goes in as text, never as markup.
// Without scripts the page shows everything; with them it can be narrowed down.
(() => {
  document.documentElement.classList.add("js");
  const clauses = JSON.parse(document.getElementById("clauses").textContent);
  const dialog = document.querySelector("dialog");
  const form = document.querySelector(".filters");
  const questions = [...document.querySelectorAll("details.q")];

  document.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-clause]");
    if (chip) {
      event.preventDefault();
      const clause = clauses[chip.dataset.clause];
      const title = clause ? [clause.title.zh, clause.title.en].filter(Boolean).join(" · ") : "";
      dialog.querySelector("h3").textContent = `${chip.dataset.clause} ${title}`;
      dialog.querySelector(".zh-text").textContent = clause ? clause.zh : "Not a clause of the document 文件中没有此条";
      dialog.querySelector(".en-text").textContent = clause ? clause.en : "";
      dialog.showModal();
    } else if (event.target === dialog) {
      dialog.close();
    }
    const fault = event.target.closest("[data-fault]");
    if (fault) {
      form.reset();
      form.elements.fault.value = fault.dataset.fault;
      filter();
      document.getElementById("questions").scrollIntoView();
    }
    const tab = event.target.closest("[data-tab]");
    if (tab) {
      for (const other of tab.parentElement.children) {
        other.setAttribute("aria-selected", String(other === tab));
        document.getElementById(other.dataset.tab).hidden = other !== tab;
      }
    }
  });

  for (const tab of document.querySelectorAll("[data-tab][aria-selected=false]")) {
    document.getElementById(tab.dataset.tab).hidden = true;
  }

  const filter = () => {
    const want = Object.fromEntries(new FormData(form));
    const words = want.words.toLowerCase().trim();
    let shown = 0;
    for (const question of questions) {
      const has = question.dataset;
      const fits =
        (!want.state || (want.state === "changed" ? has.changed === "true" : has.state === want.state)) &&
        (!want.fault || has.faults.split(" | ").some((fault) => fault.startsWith(want.fault))) &&
        (!want.kind || has.kind === want.kind) &&
        (!want.lang || has.lang === want.lang) &&
        (!words || has.words.includes(words));
      question.hidden = !fits;
      shown += fits;
    }
    form.querySelector("output").textContent = `${shown} / ${questions.length}`;
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
})();
