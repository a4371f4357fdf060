// The choices that the browser keeps, shown as they are.
clausewise.showChoices();
