"""How each shipped model was trained and is evaluated."""
