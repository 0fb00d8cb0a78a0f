"""What a partner system sends, and what it does with the answers of a fake index, good and bad (role partner)."""
