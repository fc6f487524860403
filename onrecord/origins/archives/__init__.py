"""Articles out of archives: pages and texts that a crawler has kept (WARC, WET), and columns (Parquet, Arrow)."""
