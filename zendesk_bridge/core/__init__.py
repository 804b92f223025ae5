"""Values in, values out: no clock, no file, no socket, no database."""
