"""Use cases of outreach: who is owed a word, what is sent, and what customers choose."""
