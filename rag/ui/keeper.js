// The conversation as the server last sent it, for the browser to keep.
watch("value", () => { if (props.value) clausewise.kept.save(JSON.parse(props.value)); });
