"""Pages and JSON of the catalogue's tables, each made in one trip to a thread.

Datasette has a view for the tables of any database. This one knows the catalogue: what a table is,
it looks up once; rows, counts and facets come from one reading of the request; cells are laid out
for the columns that are shown. Addresses, words, HTML and JSON are the same. What is none of its
business it leaves to Datasette's view: redirects of its forms, mistakes in addresses, conditions in
SQL, other forms of files.

    table_shape.py     what a table is, looked up once
    asked_rows.py      the rows that a request asks for, their number, the place of the next page
    table_facets.py    the facets of a request
    json_view.py       the data, as Datasette's JSON has it
    cell_html.py       rows as HTML
    page_context.py    everything that the template of a table shows
    table_views.py     the addresses
"""
