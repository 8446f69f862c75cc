"""What became of the projects: published standards, events, and what differs."""
