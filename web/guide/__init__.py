"""The documentation on the site: pages in Chinese, and one in English.

Their texts are Markdown files of the checkout (``docs/zh``, ``docs/en``); what is said of columns
and values comes from the catalogue.
"""
