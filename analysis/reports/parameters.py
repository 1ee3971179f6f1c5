"""The parameters of notebooks: which they declare, and whether the ones given fit, before anything runs."""

from __future__ import annotations

import ast
import difflib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import nbformat

__all__ = ["Declared", "assign_parameters", "declared_parameters", "find_notebooks", "leads_somewhere", "read_value"]

FIRST = ("overview", "quotes", "words", "tone")
RESERVED = {
    "articles": "it is what you name as ARTICLES",
    "tables": "tables go into the folder of the report",
    "workers": "use --workers",
}
_TEXT_OR_NONE = ("str | None", "None | str", "Optional[str]")
_PLAIN = {"int": int, "float": float, "str": str, "bool": bool, "list": list}


class Declared(NamedTuple):
    """A parameter as the notebook declares it: the text of its type ("" for none) and its default value."""

    type: str
    default: Any


def find_notebooks(notebooks: Sequence[str | Path] | None = None) -> list[Path]:
    """Find the notebooks to run.

    Args:
        notebooks: paths, or names as "quotes" for those that come with the workbook; None takes all of the
            workbook that declare a parameter ``articles``.

    Returns:
        Absolute paths; by default the overview first, then quotes, words, tone, and the rest by name.

    Raises:
        FileNotFoundError: there is no such notebook, or none at all.
        ValueError: two of them have the same name, or one is named index.
    """
    home = _home()
    if notebooks is None:
        every = sorted(home.glob("*.ipynb"), key=lambda path: (_rank(path.stem), path.stem))
        found = [path for path in every if "articles" in declared_parameters(path)]
        if not found:
            raise FileNotFoundError(f"{home}: no notebook with a parameter `articles` is there")
    else:
        found = [_one(name, home) for name in notebooks]
    stems = [path.stem for path in found]
    if twice := sorted({stem for stem in stems if stems.count(stem) > 1}):
        raise ValueError(f"two notebooks are named {', '.join(twice)}; their pages would overwrite each other")
    if "index" in stems:
        raise ValueError("a notebook named index would overwrite the index of the report; rename it")
    return found


def declared_parameters(notebook: str | Path) -> dict[str, Declared]:
    """Read which parameters a notebook declares in the cell tagged ``parameters``.

    The cell is parsed as Python, not line by line as papermill does, which loses ``x: str | None = None``.

    Args:
        notebook: path of a notebook.

    Returns:
        Name to declaration, in the order of the cell; empty where no cell has the tag.

    Raises:
        ValueError: the file is no notebook, or its parameters cell is not Python.
    """
    path = Path(notebook)
    try:
        cells = nbformat.read(path, as_version=4).cells  # type: ignore[no-untyped-call]
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: this is not a notebook ({error})") from error
    found: dict[str, Declared] = {}
    for cell in cells:
        if cell.cell_type != "code" or "parameters" not in cell.metadata.get("tags", []):
            continue
        try:
            body = ast.parse(cell.source).body
        except SyntaxError as error:
            raise ValueError(
                f"{path}: line {error.lineno} of the parameters cell is not Python: {error.msg}"
            ) from error
        for statement in body:
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                names, kind = [statement.target.id], ast.unparse(statement.annotation)
            elif isinstance(statement, ast.Assign):
                names, kind = [target.id for target in statement.targets if isinstance(target, ast.Name)], ""
            else:
                continue
            for name in names:
                found[name] = Declared(kind, _literal(statement.value))
    return found


def assign_parameters(
    notebooks: Sequence[Path], parameters: Mapping[str, Any] | None = None, *, offered: Mapping[str, Any] | None = None
) -> dict[Path, dict[str, Any]]:
    """Give each notebook those of the parameters that it declares, with values of the declared type.

    A text that is the path of something here (it holds a separator or an ending, and exists) is made
    absolute, since notebooks run in their own folder.

    Args:
        notebooks: paths.
        parameters: name to value; a text for a number, a list and so on is read as JSON or Python.
        offered: name to value of what is for all that declare it, be there such a notebook or not; it comes before
            `parameters`.

    Returns:
        Notebook to its parameters.

    Raises:
        ValueError: no notebook declares a name (the message says which names are near), a name is set by the
            report itself, or a value is not of the declared type.
    """
    declared = {path: declared_parameters(path) for path in notebooks}
    known = sorted({name for names in declared.values() for name in names} - set(RESERVED))
    assigned: dict[Path, dict[str, Any]] = {path: {} for path in notebooks}
    for name, value in {**(parameters or {}), **(offered or {})}.items():
        if name in RESERVED:
            raise ValueError(f"parameter {name!r} cannot be set: {RESERVED[name]}")
        takers = [path for path in notebooks if name in declared[path]]
        if not takers and name not in (offered or {}):
            near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
            hint = f"did you mean {_either(near)}?" if near else f"there are: {', '.join(known) or 'none'}"
            raise ValueError(f"no notebook has a parameter {name!r}; {hint}")
        for path in takers:
            assigned[path][name] = _absolute(_of_type(name, value, declared[path][name].type))
    return assigned


def read_value(text: str) -> Any:
    """Read a value as JSON (``true``, ``[1, 2]``) or as Python (``['a']``, ``None``); all else is text."""
    for read in (json.loads, ast.literal_eval):
        try:
            return read(text)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            continue
    return text


def leads_somewhere(value: str) -> bool:
    """Tell whether a text is the path of something that is here; one too long to be a path is not."""
    try:
        Path(value).stat()
    except (OSError, ValueError):
        return False
    return True


def _of_type(name: str, value: Any, kind: str) -> Any:
    """Turn a text into what the notebook declares, and refuse what cannot be it."""
    if isinstance(value, str) and kind != "str":
        # Where a text or none is asked for, "2016" is a text.
        value = read_value(value) if kind not in _TEXT_OR_NONE or value in ("null", "None") else value
    plain = kind.partition("[")[0]  # "list" of "list[str]"
    expected = _PLAIN.get(plain)
    if expected is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if expected and (not isinstance(value, expected) or (isinstance(value, bool) and expected is not bool)):
        examples = {"int": "10", "float": "0.5", "bool": "true or false", "list": json.dumps([str(value)])}
        example = examples.get(plain, "text")
        raise ValueError(f"parameter {name!r} must be {kind} (such as {example}), and {value!r} is not")
    return value


def _absolute(value: Any) -> Any:
    if isinstance(value, str) and leads_somewhere(value):
        path = Path(value)
        if len(path.parts) > 1 or path.suffix:
            return str(path.resolve())
    return value


def _one(name: str | Path, home: Path) -> Path:
    for path in (Path(name), home / f"{name}.ipynb", home / name):
        if path.is_file():
            return path.resolve()
    there = sorted(path.stem for path in home.glob("*.ipynb"))
    near = difflib.get_close_matches(str(name), there, n=2)
    hint = f"; did you mean {_either(near)}?" if near else f"; there are: {', '.join(there)}" if there else ""
    raise FileNotFoundError(f"{name}: no such notebook{hint}")


def _home() -> Path:
    """Return the folder of the workbook's notebooks: beside the package, else under the working directory."""
    beside = Path(__file__).resolve().parents[2] / "notebooks"
    return beside if beside.is_dir() else Path.cwd() / "notebooks"


def _rank(name: str) -> int:
    return FIRST.index(name) if name in FIRST else len(FIRST)


def _either(names: Sequence[str]) -> str:
    return " or ".join(repr(name) for name in names)


def _literal(node: ast.expr | None) -> Any:
    try:
        return ast.literal_eval(node) if node is not None else None
    except ValueError:
        return ast.unparse(node) if node is not None else None
