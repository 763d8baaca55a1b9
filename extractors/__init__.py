"""A library about policy language: text in, mentions out. It opens no file but its own lexicon."""
