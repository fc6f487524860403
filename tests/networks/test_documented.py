"""docs/networks.md names all that there is."""

from pathlib import Path

import click

from onrecord.cli.network import network
from onrecord.networks import Duplicates, Kernel, Mode, Normalise, Qualifier, Unit, Weight

PAGE = (Path(__file__).parents[2] / "docs" / "networks.md").read_text(encoding="utf-8")
ELSEWHERE = {"--record", "--out"}


def test_every_option_of_the_command_is_explained() -> None:
    for parameter in network.params:
        assert isinstance(parameter, click.Option)
        for name in parameter.opts:
            assert name in ELSEWHERE or f"`{name}" in PAGE or f" {name} " in PAGE, name


def test_every_measure_is_explained() -> None:
    for kind in (Weight, Qualifier, Normalise, Duplicates, Unit, Kernel):
        for value in kind:
            assert f"`{value}`" in PAGE or f"`--normalise {value}`" in PAGE or f'"{value}"' in PAGE, value
    assert all(f"--mode {mode}" in PAGE or f"`{mode}`" in PAGE for mode in Mode)
