"""From a folder of tables to one page on which a person reads every record beside its source text."""
