"""The Chinese face of the site: translation of Datasette's templates, and pages of our own."""
