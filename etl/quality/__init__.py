"""What looks wrong in data that can be read: findings for a person to judge. Nothing is changed."""
