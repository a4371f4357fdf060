"""The chat window. Read it in this order:

labels, headings, troubles the window's own words; errors of the core in them
conversation, records, running
                           what was said; as a record that a browser keeps, and back; stopping an answer
clause_view, answer_view, why_view, answer_tools, chat_view, document_view,
settings_view
                           plain functions from values to escaped HTML
quotation, suggestions, feedback, export, session
                           what can be done with an answer; what a session sets for itself
window                     what happens when a person types or clicks
frame, *_pane              the tabs, as Gradio components; api: the named endpoints; launch: all that `launch()` is told
page.js, kept.js, place.js the page, what the browser keeps, where one is; the other scripts each belong to a pane
"""
