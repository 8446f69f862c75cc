"""The parts of the siege: what is sent, who sends it, who keeps reading, and what is measured."""
