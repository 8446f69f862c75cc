"""What became of the projects: published standards, statements, and what differs."""
