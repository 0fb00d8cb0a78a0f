"""Where the contract is, in code: namespaces, operations and files (koppelvlak.md 1)."""
