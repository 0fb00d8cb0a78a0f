"""What a target tells when somebody in the register of persons moves, and family by address."""
