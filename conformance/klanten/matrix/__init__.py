"""The client matrix: clients on other people's toolkits, run against a sandbox and judged by what the sandbox saw."""
