"""One folder for each helpdesk; they never import each other."""
