"""The chat window: plain functions from answers and clauses to HTML, and the panes that `app.py` composes.

labels → conversation → clause_view → answer_view → layout; only `layout` imports Gradio.
"""
