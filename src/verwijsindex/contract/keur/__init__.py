"""Rules of form for the WSDL and XSD of anyone: what makes a contract that every toolkit reads alike (koppelvlak.md 1, WS-I BP 1.1)."""
