"""Use case: what would be tagged in an export of tickets, and why. Asks no helpdesk, writes nothing."""
