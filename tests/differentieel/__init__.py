"""Our message security held against signxml and libxmlsec1, and against copies of itself that have been weakened."""
