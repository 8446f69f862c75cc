from typing import Any

display_columns_and_rows: Any
