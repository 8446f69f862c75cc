"""The pages of the site: for each a module here and a template of the same name.

``routes.py`` has their addresses; pages of standards, notices, the policy layer and the
documentation stand in packages of their own, and name their templates in the same way.
"""
