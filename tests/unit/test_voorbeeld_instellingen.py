"""The example settings are settings."""

from pathlib import Path

from verwijsindex.settings import lees_instellingen

VOORBEELD = Path(__file__).parents[2] / "deploy" / "verwijsindex.voorbeeld.toml"


def test_the_example_names_every_setting_and_none_that_does_not_exist():
    """An operator who copies the example starts with settings that the server understands; klok is for sandboxes only."""
    instellingen = lees_instellingen(VOORBEELD)
    assert instellingen.productie
    tekst = VOORBEELD.read_text(encoding="utf-8")
    assert [veld for veld in instellingen.__dataclass_fields__ if f"{veld} = " not in tekst] == ["klok"]
