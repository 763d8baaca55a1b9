"""Training and measuring recognisers: it reads documents, so it is no part of ``extractors``."""
