"""The attack table of berichtbeveiliging.md 3 on the wire: a real server, real sockets; verdict, effect and cost are judged."""
