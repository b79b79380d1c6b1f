"""The arrows of the program: a module imports only modules above it in these lists; `model` never knows `app`.

Modules of a folder are written with a point: `routes.tag`. The lists are the order in which to read the program.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ORDER = {
    "model": """errors lazy atomic text tags config
        files.records files.lines files.columns files.folder files.spans files.words files.massive files.label_studio
        files.rasa files.spacy_json files.hashes files.docbin files.arrow files.formats
        data convert sources provenance plain lexicon vocab rows vectors pretrain
        augment.grammar augment.ambiguous augment.names augment.typed augment.looks
        augment.flights.values augment.flights.trips augment.flights.questions augment.flights.decoys
        augment.flights.asking augment.flights.renew augment.flights.retelling
        augment.world augment.entities.subjects augment.entities.things augment.entities.peoples
        augment.entities.chat augment.entities.renaming augment.entities.styles augment.entities.retelling
        augment.entities.conventions augment.cases
        augment.assistant.slots augment.assistant.media augment.assistant.outings augment.assistant.requests
        augment.assistant.dictation augment.assistant.retelling
        batch encoders crf states tagger fast.walk fast.states fast.words fast.paths fast.tags fast.network
        inherit confusion checkpoint hub predict spacy_pipe
        onnx_graph export onnx_runner evaluate
        robustness calibration measure resume train language transformer silver corpus own report
        dates frames explain swaps rewrite alignment counterfactual
        cells unrolled dynamics toys cliff copying live""".split(),
    "app": """settings problems answers schemas formats
        protocols.hugging_face protocols.rasa protocols.displacy protocols.kserve
        protocols.corenlp protocols.label_studio
        backlog batching remembered metrics catalogue store bodies errors tagging
        asking limits access headers deps editing inspection page
        lab_bodies lab_numbers lab_worker lab_training
        routes.tag routes.counterfactual routes.explain routes.pages routes.ops routes.lab routes.training
        routes.compat.hugging_face routes.compat.rasa routes.compat.displacy routes.compat.kserve
        routes.compat.corenlp routes.compat.label_studio main
        cluster scale stream columns bulk choices speed reports console files
        cli_bench cli_data cli_train cli __main__""".split(),
}
# The only packages that may be imported inside a function: optional ones.
OPTIONAL = {"huggingface_hub", "onnx", "pyarrow"}


def modules(package: str) -> list[str]:
    folder = ROOT / package
    names = (".".join(path.relative_to(folder).with_suffix("").parts) for path in sorted(folder.rglob("*.py")))
    return [name for name in names if name.rpartition(".")[2] != "__init__"]


@cache
def tree(package: str, module: str) -> ast.Module:
    return ast.parse((ROOT / package / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8"))


def imported(node: ast.AST) -> Iterator[str]:
    """The full names that an import statement may bind: `from model import text` is both model and model.text."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are written in full"
        yield node.module or ""
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


ALL = [(package, module) for package in ORDER for module in modules(package)]


@pytest.mark.parametrize("package", ORDER)
def test_every_module_has_its_place_in_the_order(package: str) -> None:
    assert sorted(ORDER[package]) == modules(package)


@pytest.mark.parametrize(("package", "module"), ALL)
def test_a_module_imports_only_modules_above_it(package: str, module: str) -> None:
    above = ORDER[package][: ORDER[package].index(module)] if module in ORDER[package] else []
    names = {name for node in ast.walk(tree(package, module)) for name in imported(node)}
    own = {name.removeprefix(f"{package}.") for name in names if name.startswith(f"{package}.")}
    assert own & set(modules(package)) <= set(above)


@pytest.mark.parametrize("module", modules("model"))
def test_model_knows_nothing_of_the_app_nor_of_web_and_terminal(module: str) -> None:
    names = {name.partition(".")[0] for node in ast.walk(tree("model", module)) for name in imported(node)}
    assert not names & {"app", "fastapi", "starlette", "uvicorn", "pydantic", "typer", "rich", "jinja2"}


@pytest.mark.parametrize(("package", "module"), ALL)
def test_nothing_is_imported_inside_a_function(package: str, module: str) -> None:
    functions = [n for n in ast.walk(tree(package, module)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    names = {name.partition(".")[0] for f in functions for node in ast.walk(f) for name in imported(node)}
    assert names <= OPTIONAL


@pytest.mark.parametrize("package", ORDER)
def test_no_package_runs_code_when_it_is_imported(package: str) -> None:
    for path in (ROOT / package).rglob("__init__.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        assert all(isinstance(node, ast.Expr | ast.Assign) for node in body), path


@pytest.mark.parametrize(("package", "module"), ALL)
def test_every_module_begins_by_saying_what_it_does(package: str, module: str) -> None:
    assert ast.get_docstring(tree(package, module))
