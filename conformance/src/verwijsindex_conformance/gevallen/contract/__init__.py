"""The contract as the target publishes it: WSDL and XSD (NTA 8023 interface, R-150, R-151, R-160)."""
