"""Makes messages: good ones, and ones with exactly one thing wrong."""
