"""Days and moments as the text that both drivers take and give: fixed width and UTC, so that its order is that of time."""

from datetime import UTC, date, datetime


def als_tekst(moment: datetime) -> str:
    """A moment as ISO text in UTC, with microseconds."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def als_moment(tekst: str) -> datetime:
    """The moment that ``als_tekst`` wrote, or that PostgreSQL gives; aware."""
    return datetime.fromisoformat(tekst)


def als_dag(tekst: str) -> date:
    """The day that ``date.isoformat`` wrote."""
    return date.fromisoformat(tekst)


def dag_of_niets(tekst: str | None) -> date | None:
    """The same for a column that may be empty."""
    return None if tekst is None else als_dag(tekst)


def tekst_of_niets(dag: date | None) -> str | None:
    """ISO text for a column that may be empty."""
    return None if dag is None else dag.isoformat()
