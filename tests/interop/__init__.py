"""Messages of other toolkits: recorded by `make klanten ARGS=--opnemen`, and zeep's live."""
