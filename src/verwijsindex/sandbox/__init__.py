"""The sandbox: what a supplier needs to try his system against the index on his own machine. Never used in production."""
