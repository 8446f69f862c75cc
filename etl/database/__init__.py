"""The catalogue as an SQLite file: made by migrations, loaded, dumped, compared."""
