"""The texts of the e-mail; ``$waar`` is where to look."""
