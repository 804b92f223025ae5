"""Facts -> words: templates, rendering, sentences, dates, and what is wrong with them."""
