"""Use cases that only tell what is remembered: no helpdesk and no feed is asked, and nothing is written."""
