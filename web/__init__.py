"""The Chinese face of the site: what its templates show, and how requests are answered."""
