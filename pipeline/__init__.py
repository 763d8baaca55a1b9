"""From files to tables: ingest, repair, structure, extract, link, tables, evaluation."""
