"""What looks wrong in data that can be read: oddities for a person to judge. Nothing is changed."""
