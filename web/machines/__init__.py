"""For programs: descriptions, sitemap, feed, OpenAPI."""
