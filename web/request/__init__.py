"""What a request asks of a table: read once, made sound once, put into words once."""
