"""The contract as the suite knows it: the files themselves, copied in when the suite is built."""
