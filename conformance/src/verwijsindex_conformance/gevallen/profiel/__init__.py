"""The message profile Digikoppeling WUS 2W-be-S: TLS, addressing, signature, freshness, form."""
