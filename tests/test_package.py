"""What ``import analysis`` gives, and what it costs."""

import importlib
import subprocess
import sys

import pytest

import analysis
import analysis.quotes

HEAVY = ("pandas", "numpy", "onnxruntime", "spacy", "matplotlib", "nbconvert")


def loaded_by(code: str) -> set[str]:
    shown = f"import sys\n{code}\nprint(*[name for name in {HEAVY} if name in sys.modules])"
    return set(subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize("package", [analysis, analysis.quotes])
def test_every_name_is_there_and_offered_for_completion(package) -> None:
    assert len(package.__all__) > 5
    assert set(package.__all__) <= set(dir(package))
    assert all(callable(getattr(package, name)) for name in package.__all__ if name != "QUOTE_COLUMNS")
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = package.no_such_name


def test_a_function_is_not_hidden_by_the_module_of_its_name() -> None:
    importlib.import_module("analysis.show")
    assert callable(analysis.show)


def test_names_that_nobody_uses_load_nothing() -> None:
    assert loaded_by("import analysis, analysis.quotes") == set()
    assert loaded_by("from analysis import gather_quotes, show, share_of_voice").isdisjoint({"spacy", "nbconvert"})


def test_the_help_of_the_command_line_loads_nothing() -> None:
    code = "from analysis.commands import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass"
    shown = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code], capture_output=True, text=True, check=True
    ).stderr
    assert [name for name in HEAVY if f"| {name}\n" in shown] == []
