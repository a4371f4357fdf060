// Below the evaluation form: how far the run is, with the button that stops it, then the report.
let state = "";
element.addEventListener("click", ({ target }) => { if (target.closest("[data-stop]")) trigger("stop", {}); });
watch("value", () => {
  const now = element.querySelector(".running, .report")?.className ?? "";
  if (now && now !== state) element.scrollIntoView({ block: now === "report" ? "start" : "nearest", behavior: "smooth" });
  state = now;
});
