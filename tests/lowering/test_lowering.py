"""Lowering keeps values and the author's order of operations; generated text is the same on every run."""

import subprocess
import sys

import numpy as np
import pytest
import sympy as sp

from symfeat.backends.generate import generate
from symfeat.claims import Kernel
from symfeat.errors import GenerationError, OutputError
from symfeat.lowering import PASSES, lower

x, y = sp.symbols("x y", real=True)
a, b, c = sp.symbols("a b c", real=True)


def kernel(name="sample", **outputs) -> Kernel:
    lets = ((a, sp.exp(x) + y**2), (b, a * sp.exp(x)), (c, sp.Integer(7) * b))
    return Kernel(name, (x, y), outputs or {"value": sp.sqrt(x**2 + y**2) + b + sp.Max(x, y, 1)}, lets)


def test_every_pass_reports_what_it_left():
    reports = lower(kernel()).reports
    assert [report.name for report in reports] == ["as declared", *(name for name, _ in PASSES)]
    assert [report.assignments for report in reports] == [3, 2, 2, 3]
    assert reports[-1].operations < reports[0].operations


def test_a_root_of_two_squares_becomes_hypot_and_survives_squares_that_overflow():
    text = str(lower(kernel()).kernel.outputs["value"])
    assert "hypot(x, y)" in text


def test_repeated_parts_are_shared_as_they_stand():
    lowered = lower(kernel()).kernel
    shared = [value for _, value in lowered.lets if value == sp.exp(x)]
    assert len(shared) == 1
    product = Kernel("k", (x, y), {"p": (x * y) ** 2, "q": sp.sin(x * y * sp.exp(y)) + sp.exp(y)})
    assert x * y not in [value for _, value in lower(product).kernel.lets]


def test_generating_writes_then_checks_then_shows_the_difference(tmp_path):
    first = generate([kernel("one"), kernel("two")], tmp_path)
    assert set(first.diffs) == {"__init__.py", "one.py", "two.py"}
    assert generate([kernel("one"), kernel("two")], tmp_path, check=True).is_current
    changed = generate([kernel("one", value=x + 2 * y)], tmp_path, check=True)
    assert set(changed.diffs) == {"__init__.py", "one.py", "two.py"}
    assert "-        hypot" not in changed.diffs["one.py"]
    assert "+        x + 2*y,  # value" in changed.diffs["one.py"]
    assert changed.sympy_version == sp.__version__
    assert (tmp_path / "two.py").exists()
    generate([kernel("one")], tmp_path)
    assert not (tmp_path / "two.py").exists()


def test_a_foreign_file_is_never_touched(tmp_path):
    (tmp_path / "mine.py").write_text("x = 1\n")
    with pytest.raises(OutputError, match=r"mine\.py was not generated"):
        generate([kernel()], tmp_path)
    assert not (tmp_path / "sample.py").exists()


def test_two_kernels_of_one_name_are_an_error(tmp_path):
    with pytest.raises(GenerationError, match="kernel sample: two results"):
        generate([kernel(), kernel()], tmp_path)


def test_domains_come_from_the_symbols_and_the_declaration():
    size, time = sp.Symbol("size", positive=True), sp.Symbol("time", nonnegative=True)
    program = Kernel(
        "k",
        (size, time, x),
        {"value": size * time + x},
        domain=(sp.Le(time, sp.oo, evaluate=False), x < size),
    )
    from symfeat.backends.module import module_text
    from symfeat.runtime import SourceKernel

    text = module_text(lower(program))
    assert "Domain: 0 < size < oo, 0 <= time <= oo, -oo < x < oo, x < size" in text
    found = SourceKernel("k", text)(
        [1, 0, 1, 1, 1, np.inf], [1, 1, np.inf, -1, 1, 1], [0, 0, 0, 0, 2, 0]
    ).value
    np.testing.assert_array_equal(found, [1, np.nan, np.inf, np.nan, np.nan, np.nan])


@pytest.mark.parametrize("seed", ["0", "424242"])
def test_text_does_not_depend_on_the_hash_seed(seed, tmp_path):
    code = (
        "import sympy as sp\n"
        "from symfeat.backends.module import module_text\n"
        "from symfeat.claims import Kernel\n"
        "from symfeat.lowering import lower\n"
        "v = sp.symbols('p q r s t', real=True)\n"
        "some = sp.Or(*(z > 0 for z in v))\n"
        "e = sp.Piecewise((sp.Max(*v) * sum(v), some), (sp.Min(*v) / sp.exp(sum(v)), True))\n"
        "print(module_text(lower(Kernel('k', v, {'e': e, 'g': e**2 + sp.exp(sum(v))}))))\n"
    )
    texts = []
    for hash_seed in ("1", seed):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONHASHSEED": hash_seed}
        )
        assert done.returncode == 0, done.stderr
        texts.append(done.stdout)
    assert texts[0] == texts[1]
