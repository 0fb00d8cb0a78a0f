"""The SOAP door, and the only home of Spyne."""
