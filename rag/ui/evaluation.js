// The evaluation form: what is chosen goes to the server.
element.querySelector("form")?.addEventListener("submit", (event) => {
  event.preventDefault();
  if (document.querySelector("#evaluation-report .running")) return;
  const { dataset, limit } = event.target.elements;
  trigger("run", { dataset: dataset.value, limit: limit.value });
});
