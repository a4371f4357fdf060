// The conversation as the server last sent it, handed to the history pane.
watch("value", () => {
  const text = element.querySelector("pre")?.textContent;
  if (text) clausewise.panes.history?.save(JSON.parse(text));
  else clausewise.panes.history?.forget();
});
