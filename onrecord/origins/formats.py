"""The formats that are read, and how the format of a file is told."""

from __future__ import annotations

from onrecord.origins.archives.columns import begins_columns, read_columns
from onrecord.origins.archives.warc import is_warc, read_warc
from onrecord.origins.documents.files import (
    is_old_word,
    is_pdf,
    is_rtf,
    is_word,
    read_book_file,
    read_old_word_file,
    read_opendocument_file,
    read_pdf_file,
    read_rtf_file,
    read_word_file,
)
from onrecord.origins.documents.mail import is_letter, is_mailbox, read_letter_file, read_mailbox
from onrecord.origins.documents.saved_pages import read_mhtml, read_webarchive
from onrecord.origins.draft import Found
from onrecord.origins.form import HEAD, Format, Head, ending_of
from onrecord.origins.page import is_page, read_page_file
from onrecord.origins.plain import read_plain_file
from onrecord.origins.press.download import is_download, is_page_download, read_download, read_page_download
from onrecord.origins.tables import read_csv, read_json, read_lines
from onrecord.origins.unpacking import ARCHIVES, COMPRESSED, is_packed, read_packed
from onrecord.origins.web.feeds import read_feed
from onrecord.origins.web.json_feeds import read_json_feed
from onrecord.origins.web.lists import is_list, read_list
from onrecord.origins.web.opml import read_opml
from onrecord.origins.web.roots import is_feed, is_json_feed, is_opml, is_other_xml, is_sitemap, is_xhtml, refuse_xml
from onrecord.origins.web.sitemaps import read_sitemap
from onrecord.origins.wire.newsml import is_newsml, read_newsml
from onrecord.origins.wire.ninjs import is_ninjs, read_ninjs
from onrecord.origins.wire.nitf import is_nitf, read_nitf
from onrecord.origins.wire.quotations import is_quotations, read_quotations

_TEXT = (".txt", ".text", ".md", ".markdown")
_OBJECTS = (".json", ".jsonl", ".ndjson")

# In this order: what a file says of itself comes before what takes everything of an ending.
FORMATS: tuple[Format, ...] = (
    Format("download of a press database", _TEXT, read_download, is_download),
    Format("download of a press database", (*_TEXT, ".html", ".htm", ".doc"), read_page_download, is_page_download),
    Format("RTF", (".rtf", ".doc", ".docx"), read_rtf_file, is_rtf),
    Format("web page", (".doc", ".pdf"), read_page_file, is_page),
    Format("PDF", (".doc", ".docx", ".html", ".htm"), read_pdf_file, is_pdf),
    Format("Word document of before 2007", (".doc", ".docx"), read_old_word_file, is_old_word),
    Format("Word document", (".docx", ".docm", ".doc"), read_word_file),
    Format("OpenDocument text", (".odt", ".ott"), read_opendocument_file),
    Format("PDF", (".pdf",), read_pdf_file),
    Format("book (EPUB)", (".epub",), read_book_file),
    Format("mailbox", (".mbox", ".mbx", ".eml"), read_mailbox, is_mailbox),
    Format("letter", (".eml",), read_letter_file),
    Format("mailbox", (".mbox", ".mbx"), read_mailbox),
    Format("saved page (MHTML)", (".mht", ".mhtml"), read_mhtml),
    Format("saved page (web archive)", (".webarchive",), read_webarchive),
    Format("web page", _TEXT, read_page_file, is_page),
    Format("web page", (".html", ".htm", ".xhtml", ".shtml"), read_page_file),
    Format("web archive (WARC)", (".warc", ".wet", ".gz", ".zst"), read_warc, is_warc),
    Format("web archive (WARC)", (".warc", ".wet"), read_warc),
    Format("columns (Parquet, Arrow)", (".parquet", ".pq", ".arrow", ".feather", ".ipc"), read_columns),
    Format("quotations (GDELT, Quotebank)", _OBJECTS, read_quotations, is_quotations),
    Format("ninjs", (*_OBJECTS, ".ninjs"), read_ninjs, is_ninjs),
    Format("NewsML", (".xml", ".newsml", ".g2", ".nml"), read_newsml, is_newsml),
    Format("NITF", (".xml", ".nitf", ".ntf"), read_nitf, is_nitf),
    Format("JSON Lines", (".jsonl", ".ndjson"), read_lines),
    Format("JSON Feed", (".json", ".jsonfeed"), read_json_feed, is_json_feed),
    Format("feed", (".xml", ".rss", ".atom", ".rdf"), read_feed, is_feed),
    Format("sitemap", (".xml",), read_sitemap, is_sitemap),
    Format("list of feeds (OPML)", (".opml", ".xml"), read_opml, is_opml),
    Format("JSON", (".json",), read_json),
    Format("table", (".csv", ".tsv"), read_csv),
    Format("list of addresses", (*_TEXT, ".urls"), read_list, is_list),
    Format("plain text", _TEXT, read_plain_file),
    Format("packed", (*COMPRESSED, *ARCHIVES), read_packed),
    # files of other names
    Format("PDF", (), read_pdf_file, is_pdf),
    Format("RTF", (), read_rtf_file, is_rtf),
    Format("Word document", (), read_word_file, is_word),
    Format("Word document of before 2007", (), read_old_word_file, is_old_word),
    Format("mailbox", (), read_mailbox, is_mailbox),
    Format("letter", (), read_letter_file, is_letter),
    Format("download of a press database", (), read_download, is_download),
    Format("download of a press database", (), read_page_download, is_page_download),
    Format("columns (Parquet, Arrow)", (), read_columns, begins_columns),
    Format("packed", (), read_packed, is_packed),
    Format("web page", (), read_page_file, is_page),
    Format("feed", (), read_feed, is_feed),
    Format("JSON Feed", (), read_json_feed, is_json_feed),
    Format("sitemap", (), read_sitemap, is_sitemap),
    Format("list of feeds (OPML)", (), read_opml, is_opml),
    Format("web page", (), read_page_file, is_xhtml),
    Format("XML", (), refuse_xml, is_other_xml),
    Format("JSON Lines", (), read_lines, lambda head: head.text.startswith('{"')),
    Format("list of addresses", (), read_list, is_list),
    Format("plain text", (), read_plain_file, lambda head: True),
)
SUFFIXES = frozenset(suffix for form in FORMATS for suffix in form.suffixes)


def format_of(found: Found) -> Format:
    """The format of a file: by its ending and by how it begins; where the ending says nothing, by the latter alone.

    So too where the ending says what the file is not: an error page that was saved as feed.xml is a web page.
    """
    with found.path.open("rb") as stream:
        head = Head(ending_of(found), stream.read(HEAD))
    by_ending = (form for form in FORMATS if head.suffix in form.suffixes)
    fitting = (*by_ending, *(form for form in FORMATS if form.begins is not None))
    return next(form for form in fitting if form.begins is None or form.begins(head))
