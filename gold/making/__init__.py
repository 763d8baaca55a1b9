"""How the files of ``corpus/`` are made from the marked documents."""
