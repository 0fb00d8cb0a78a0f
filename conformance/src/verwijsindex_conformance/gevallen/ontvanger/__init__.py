"""What a partner system does with signalen that the index brings (role ontvanger)."""
