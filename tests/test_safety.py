"""What must stand nowhere in the program: ways to run what a file or a caller says."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted(path for package in ("app", "model") for path in (ROOT / package).rglob("*.py"))
# Modules whose files can hold code, and calls that run text or load such files.
MODULES = {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "marshal", "shelve"}
CALLS = {"eval", "exec", "torch.load", "torch.save", "numpy.load", "np.load", "os.system", "yaml.load"}


def found(source: str) -> set[str]:
    """The forbidden names that a source uses."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names} & MODULES
        elif isinstance(node, ast.ImportFrom):
            names |= {(node.module or "").partition(".")[0]} & MODULES
        elif isinstance(node, ast.Call):
            names |= {ast.unparse(node.func)} & CALLS
            names |= {"shell=True" for key in node.keywords if key.arg == "shell"}
    return names


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_unpickles_or_runs_text(path: Path) -> None:
    assert found(path.read_text(encoding="utf-8")) == set()


def test_the_search_finds_what_it_looks_for() -> None:
    assert found("import pickle, numpy\nfrom joblib import load") == {"pickle", "joblib"}
    assert found("torch.load(x)\neval(y)\nsubprocess.run(z, shell=True)\nmodel.eval()") == {
        "torch.load",
        "eval",
        "shell=True",
    }
    assert found("network.load_state_dict(x)") == set()


def test_no_file_of_the_repository_is_a_pickle() -> None:
    suspicious = {".pkl", ".pickle", ".pt", ".pth", ".joblib", ".npy", ".npz", ".bin"}
    for folder in ("app", "model", "tests", "static", "templates"):
        assert [path for path in (ROOT / folder).rglob("*") if path.suffix in suspicious] == []
