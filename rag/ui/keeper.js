// The conversation as the server last sent it, for the browser to keep.
watch("value", () => {
  const text = element.querySelector("pre")?.textContent;
  if (text) clausewise.kept.save(JSON.parse(text));
});
