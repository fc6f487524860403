"""Full text in PostgreSQL: a generated column of lexemes in every table that holds texts, with a GIN index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    Double,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR

from onrecord.record.search_words import Query, Term

# A tsvector holds a megabyte at most, so that no text may fail to be saved for being long: of each this many
# characters are looked at, a book of 40,000 words.
_LONGEST = 250_000

# Small letters without marks, and blanks for everything that is no letter and no figure: else the parser of
# PostgreSQL takes hosts, paths and words with hyphens for one word.
_FOLDED = (
    r"regexp_replace(regexp_replace(lower(normalize(left($1, {longest}), NFKD)), '[\u0300-\u036f]+', '', 'g'),"
    r" '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf"
    r"\u2000-\u206f\u20a0-\u20cf\u2190-\u245f\u2500-\u2bff\u3000-\u303f]+', ' ', 'g')"
)
# A database in another encoding than UTF-8 can neither normalise nor tell letters beyond ASCII apart.
_PLAIN = r"regexp_replace(lower(left($1, {longest})), '[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+', ' ', 'g')"

_KINDS = "asciiword, word, numword, hword, asciihword, numhword, hword_part, hword_asciipart, hword_numpart"
_NUMBERS = "int, uint, float, sfloat, version"


def index_words(connection: Connection, name: str, columns: Sequence[str]) -> None:
    """Make the index of a table's words, and fill it with what the table holds."""
    if connection.exec_driver_sql("SELECT to_regproc('onrecord_lexemes')").scalar() is None:
        for statement in _language(connection.exec_driver_sql("SHOW server_encoding").scalar() == "UTF8"):
            connection.exec_driver_sql(statement)
    # Lexemes of what stands in front, the title, weigh more.
    weighed = (f"setweight(onrecord_lexemes({each}), '{weight}')" for each, weight in zip(columns, "AB", strict=False))
    made = f"GENERATED ALWAYS AS ({' || '.join(weighed)}) STORED"
    connection.exec_driver_sql(f"ALTER TABLE {name} ADD COLUMN words tsvector {made}")
    connection.exec_driver_sql(f"CREATE INDEX ix_{name}_words ON {name} USING gin (words)")


def drop_words(connection: Connection, name: str) -> None:
    """Take the index of a table's words away."""
    connection.exec_driver_sql(f"ALTER TABLE {name} DROP COLUMN IF EXISTS words")


def keep_day(connection: Connection, name: str, given: str) -> None:
    """Let the day of a row be the one ``given`` in it, else that of its article."""
    if name == "articles":
        new = "coalesce(NEW.published, DATE '0001-01-01')"
    else:
        published = "SELECT published FROM articles WHERE id = NEW.article"
        new = f"coalesce(NEW.{given}, ({published}), DATE '0001-01-01')"
    _trigger(connection, f"{name}_day", f"NEW.day := {new}", f"BEFORE INSERT OR UPDATE OF {given} ON {name}")
    if name != "articles":
        later = f"UPDATE {name} SET day = coalesce(NEW.published, DATE '0001-01-01')"
        does = f"{later} WHERE article = NEW.id AND {given} IS NULL"
        _trigger(connection, f"{name}_day_published", does, "AFTER UPDATE OF published ON articles")


def forget_day(connection: Connection, name: str) -> None:
    """Take away what ``keep_day`` made."""
    for trigger, of in ((f"{name}_day", name), (f"{name}_day_published", "articles")):
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger} ON {of}")
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS onrecord_{trigger}")


def _trigger(connection: Connection, name: str, does: str, when: str) -> None:
    connection.exec_driver_sql(
        f"CREATE FUNCTION onrecord_{name}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT "
        f"AS $$ BEGIN {does}; RETURN NEW; END $$"
    )
    connection.exec_driver_sql(f"CREATE TRIGGER {name} {when} FOR EACH ROW EXECUTE FUNCTION onrecord_{name}()")


def _language(unicode: bool) -> Iterator[str]:
    """Porter's stemmer over every word, with no words left out: as in SQLite."""
    yield "CREATE TEXT SEARCH DICTIONARY onrecord_stems (TEMPLATE = snowball, LANGUAGE = porter)"
    yield 'CREATE TEXT SEARCH CONFIGURATION onrecord_words (PARSER = "default")'
    yield f"ALTER TEXT SEARCH CONFIGURATION onrecord_words ADD MAPPING FOR {_KINDS} WITH onrecord_stems"
    yield f"ALTER TEXT SEARCH CONFIGURATION onrecord_words ADD MAPPING FOR {_NUMBERS} WITH simple"
    folded = (_FOLDED if unicode else _PLAIN).replace("{longest}", str(_LONGEST))
    yield (
        "CREATE FUNCTION onrecord_lexemes(text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE "
        "SET search_path FROM CURRENT AS $fold$ BEGIN RETURN to_tsvector('onrecord_words'::regconfig, "
        f"coalesce({folded}, '')); END $fold$"
    )


# ---------------------------------------------------------------- questions


def matching(of: Table, query: Query, *, few: bool) -> ColumnElement[bool]:
    """Whether a row of the table has the words."""
    return _lexemes(of).op("@@", is_comparison=True)(_asked(query))


def hit_count(connection: Connection, of: Table, query: Query, most: int) -> int:
    """How many rows have the words; ``most`` is as far as is counted."""
    some = select(of.c.number).where(matching(of, query, few=True)).limit(most).subquery()
    return connection.scalar(select(func.count()).select_from(some)) or 0


def unindexed(of: ColumnElement[str]) -> ColumnElement[str]:
    """The column as it is: PostgreSQL knows how many rows have what."""
    return of


def ranked(of: Table, query: Query) -> Select[tuple[int, float]]:
    """The number of every row that has the words, and a figure that is least for the best of them."""
    # 1: divided by the logarithm of the length, as a long text has every word. Doubles, for what is read of a single
    # is not equal to it when a cursor brings it back.
    fit = -cast(func.ts_rank(_lexemes(of), _asked(query), 1), Double)
    return select(of.c.number.label("number"), fit.label("fit")).where(matching(of, query, few=True))


def among(of: ColumnElement[str], values: Sequence[str]) -> ColumnElement[bool]:
    """Whether a column has one of values that may be a great many."""
    return of == func.any(bindparam(None, list(values), ARRAY(Text)))


def _lexemes(of: Table) -> ColumnElement[object]:
    return literal_column(f"{of.name}.words", TSVECTOR)


def _asked(query: Query) -> ColumnElement[object]:
    return func.to_tsquery(literal_column("'onrecord_words'::regconfig"), _question(query))


def _question(query: Query) -> str:
    """In the language of tsquery; every word is one of letters and figures in quotation marks."""
    wanted = [f"({' | '.join(map(_sought, group))})" for group in query.groups]
    return " & ".join((*wanted, *(f"!({_sought(term)})" for term in query.without)))


def _sought(term: Term) -> str:
    return " | ".join(
        "(" + " <-> ".join(f"'{word}'" for word in form) + (":*)" if goes_on else ")") for form, goes_on in term.forms
    )
