// How applying or testing the settings went; what was applied is kept, the key's box emptied.
watch("value", () => {
  if (element.querySelector("[data-applied]") && clausewise.chosen) {
    clausewise.choices.write(clausewise.chosen);
    clausewise.chosen = null;
    const key = document.querySelector("#settings [name=api_key]");
    if (key) key.value = "";
  }
  element.firstElementChild?.scrollIntoView({ block: "nearest" });
});
