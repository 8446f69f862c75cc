"""The policy layer: documents, measures, who answers for them, and which projects carry them out.

``curation/policy/`` holds the facts; what each file and column means is said there.
"""
