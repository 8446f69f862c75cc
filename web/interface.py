"""Everything that templates need of us, put into Datasette's Jinja environment."""

from datasette import handle_exception
from datasette.app import Datasette
from jinja2 import Environment, pass_context

from schema.search import fold
from web import cells, errors, labels, page_frame, standard_addresses, table_forms, table_page
from web.column_kinds import column_kinds
from web.distribution import distribution
from web.facets.panel import facet_panel
from web.paging import page_place
from web.queries import query_form
from web.site import Site
from web.together import together


def prepare(environment: Environment, datasette: Datasette) -> None:
    """Give the templates of ``environment`` their names and functions."""
    # With the package rich, Datasette prints every error with all local variables, which takes a
    # third of a second, and itself fails where an address has no page.
    handle_exception.rich = None
    environment.globals["site"] = Site(datasette)
    # For parts that are made without the page's own variables.
    environment.globals["urls"] = datasette.urls
    environment.globals["error_page"] = errors.error_page
    for function in (
        table_page.visible_columns,
        table_forms.column_options,
        table_forms.sort_options,
        table_forms.column_boxes,
        table_forms.column_notes,
        table_page.kept_arguments,
        table_page.table_rows,
        table_page.chips,
        table_page.has_unknown_numbers,
        table_page.sort_link,
        column_kinds,
        distribution,
        facet_panel,
        page_place,
        page_frame.page_header,
        page_frame.page_footer,
        query_form.query_fields,
        query_form.query_notes,
        query_form.query_leaves_out,
    ):
        environment.globals[function.__name__] = pass_context(function)
    environment.globals["lookup_options"] = table_forms.lookup_options
    environment.filters |= {
        "chinese_half": labels.chinese_half,
        "date": lambda value: together(labels.date_text(value)),
        "error_text": errors.error_text,
        "linked": cells.linked_codes(datasette),
        "note_text": table_forms.note_text,
        "place_text": labels.place_text,
        "plain": fold,
        "shorten_url": labels.shorten_url,
        "has_no_number": labels.has_no_number,
        "number_note": labels.number_note,
        "standard_path": standard_addresses.standard_path,
        "thousands": table_page.thousands,
        "together": together,
    }
