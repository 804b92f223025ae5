"""The use cases: on ports alone, each returns values and prints nothing."""
