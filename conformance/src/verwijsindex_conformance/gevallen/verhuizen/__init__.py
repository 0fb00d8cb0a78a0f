"""What a move in the register of persons brings about: notices, and families that live at one address."""
