"""Documents: Word, OpenDocument, RTF, EPUB, PDF, mail and saved pages, each opened within bounds."""
