"""The face for customers: the choice page of a message, over HTTP, behind a reverse proxy that speaks TLS."""
