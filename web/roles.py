"""The column of projects in which bodies stand in a role."""

from schema.kinds.fields import fields_of

ROLE_COLUMNS = {str(field.role): field.name for field in fields_of("projects") if field.role}
