// The settings form. What was applied last is shown again after a reload; the key is kept nowhere.
const form = element.querySelector("form");
const given = () => Object.fromEntries(new FormData(form));

clausewise.chosen = null; // what was sent, for outcome.js to keep once it has been applied
for (const [name, value] of Object.entries(clausewise.choices.read() ?? {})) {
  const field = form.elements[name];
  if (field) field.value = value;
}
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clausewise.chosen = given();
  trigger("apply", clausewise.chosen);
});
form.querySelector("[data-test]")?.addEventListener("click", () => { clausewise.chosen = null; trigger("test", given()); });
