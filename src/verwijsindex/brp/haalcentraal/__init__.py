"""The BRP over HTTP: the BRP API Personen and the BRP Update API as RvIG and VNG describe them (Haal Centraal)."""
