"""What comes over HTTP: addresses asked politely and safely, pages, feeds and sitemaps."""
