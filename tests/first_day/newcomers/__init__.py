"""What people get wrong on their first day, by kinds: each with the message that they must get."""
