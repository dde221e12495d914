"""Lowering keeps values and the author's order of operations; generated text is the same on every run."""

import subprocess
import sys
from collections import Counter

import numpy as np
import pytest
import sympy as sp

import symfeat as sf
from symfeat.backends.generate import generate
from symfeat.backends.numpy import FUNCTIONS
from symfeat.claims import Kernel
from symfeat.errors import GenerationError, OutputError
from symfeat.lowering import PASSES, lower
from symfeat.lowering.program import OPERATIONS
from symfeat.lowering.schedule import schedule
from symfeat.runtime import power_of_two

x, y = sp.symbols("x y", real=True)
a, b, c = sp.symbols("a b c", real=True)


def kernel(name="sample", **outputs) -> Kernel:
    lets = ((a, sp.exp(x) + y**2), (b, a * sp.exp(x)), (c, sp.Integer(7) * b))
    return Kernel(name, (x, y), outputs or {"value": sp.sqrt(x**2 + y**2) + b + sp.Max(x, y, 1)}, lets)


def values(program, *args):
    """The outputs of a program at a point, by its own assignments in float64."""
    known = dict(zip(program.args, map(np.float64, args), strict=True))
    functions = {op: getattr(np, name[3:]) for op, name in FUNCTIONS.items() if name.startswith("np.")}
    functions["select"] = np.where
    functions["power_of_two"] = lambda x: power_of_two(np.atleast_1d(x), np.empty(1))[0]
    with np.errstate(all="ignore"):
        for a in program.assignments:
            known[a.name] = functions[a.op](
                *(known.get(o, o) if isinstance(o, str) else o for o in a.operands)
            )
    return {name: known.get(o, o) if isinstance(o, str) else o for name, o in program.outputs.items()}


def test_every_pass_reports_what_it_left():
    reports = lower(kernel()).reports
    names = [report.name for report in reports]
    assert names == ["as declared", *(name for name, _ in PASSES), "reuse buffers"]
    assert [report.assignments for report in reports][:3] == [3, 2, 2]
    operations = dict(zip(names, (report.operations for report in reports), strict=True))
    assert operations["share repeated operations"] < operations["one operation an assignment"]
    assert all(report.lines for report in reports)


def test_a_program_has_one_operation_an_assignment_and_computes_the_same():
    program = lower(kernel()).program
    expected = float(
        kernel().outputs["value"].subs(b, a * sp.exp(x)).subs(a, sp.exp(x) + y**2).subs({x: 2, y: 3})
    )
    assert values(program, 2.0, 3.0)["value"] == pytest.approx(expected, rel=1e-15)
    seen = set(program.args)
    for assignment in program.assignments:
        assert len(assignment.operands) == OPERATIONS[assignment.op]
        assert set(assignment.reads) <= seen
        assert assignment.name not in seen
        seen.add(assignment.name)


def test_the_author_s_order_of_operations_stays():
    tiny = Kernel("k", (x, y), {"value": a * y}, ((a, x - y),))
    lines = list(lower(tiny).program.lines())
    assert [line for line in lines if "sub" in line or "mul" in line] == ["a = sub(x, y)", "s3 = mul(a, y)"]


def test_a_root_of_two_squares_survives_squares_that_overflow():
    program = lower(Kernel("k", (x, y), {"value": sp.sqrt(x**2 + y**2)})).program
    assert values(program, 3e300, 4e300)["value"] == 5e300
    assert values(program, 3e-300, 4e-300)["value"] == pytest.approx(5e-300, rel=1e-15)
    assert values(program, 0.0, 0.0)["value"] == 0.0


def test_repeated_parts_are_computed_once():
    counts = Counter(a.op for a in lower(kernel()).program.assignments)
    assert counts["exp"] == 1
    copies = Kernel("k", (x,), {"p": b}, ((a, x), (b, a)))
    assert lower(copies).program.outputs == {"p": "x"}


def test_rational_constants_are_rounded_once():
    (third,) = [a for a in lower(Kernel("k", (x,), {"p": x / 3})).program.assignments if a.op == "div"]
    assert third.operands == ("x", 3.0)
    (scaled,) = [
        a for a in lower(Kernel("k", (x,), {"p": x * sp.Rational(3, 4)})).program.assignments if a.op == "mul"
    ]
    assert scaled.operands == (0.75, "x")


def test_what_one_branch_alone_needs_is_guarded():
    rare = sp.Piecewise((sp.log(sp.sin(x)) + sp.exp(y), x > 5), (sp.exp(y), True))
    program = lower(Kernel("k", (x, y), {"value": rare})).program
    guards = {a.op: a.guards for a in program.assignments}
    mask = next(a.name for a in program.assignments if a.op == "gt")
    assert guards["log"] == guards["sin"] == ((mask, True),)
    assert guards["exp"] == ()


def test_buffers_are_reused_in_place():
    chain = x
    for _ in range(12):
        chain = sp.sin(chain)
    plan = schedule(lower(Kernel("k", (x,), {"value": chain})).program)
    assert plan.counts[0] == 1


def test_branches_run_only_where_some_point_selects_them():
    rare = sp.Piecewise((sp.tan(sp.sin(y)), x > 5), (sp.exp(y), True))
    function = sf.compile(rare, (x, y))
    assert "if s" in function.source.split("_program", 3)[-1]
    grid = np.linspace(-10, 10, 101)
    np.testing.assert_allclose(
        function(grid, 0.3).value, np.where(grid > 5, np.tan(np.sin(0.3)), np.exp(0.3)), rtol=1e-15
    )
    nested = sp.Piecewise(
        (sp.Piecewise((sp.sin(sp.cos(y)), x > 7), (sp.tan(sp.exp(x)), True)), x > 5), (y, True)
    )
    expected = np.where(grid > 7, np.sin(np.cos(0.3)), np.where(grid > 5, np.tan(np.exp(grid)), 0.3))
    np.testing.assert_allclose(sf.compile(nested, (x, y))(grid, 0.3).value, expected, rtol=1e-14)
    assert sf.compile(nested, (x, y))(8.0, 0.3).value == pytest.approx(np.sin(np.cos(0.3)))
    assert sf.compile(nested, (x, y))(1.0, 0.3).value == 0.3


def test_generating_writes_then_checks_then_shows_the_difference(tmp_path):
    first = generate([kernel("one"), kernel("two")], tmp_path)
    assert {"kernels/__init__.py", "kernels/one.py", "kernels/two.py"} <= set(first.diffs)
    assert generate([kernel("one"), kernel("two")], tmp_path, check=True).is_current
    changed = generate([kernel("one", value=x + 2 * y)], tmp_path, check=True)
    assert {"kernels/__init__.py", "kernels/one.py", "kernels/two.py"} <= set(changed.diffs)
    assert "+        value = x + 2*y" in changed.diffs["kernels/one.py"]
    assert changed.sympy_version == sp.__version__
    assert (tmp_path / "kernels" / "two.py").exists()
    generate([kernel("one")], tmp_path)
    assert not (tmp_path / "kernels" / "two.py").exists()


def test_a_foreign_file_is_never_touched(tmp_path):
    (tmp_path / "kernels").mkdir()
    (tmp_path / "kernels" / "mine.py").write_text("x = 1\n")
    with pytest.raises(OutputError, match=r"mine\.py was not generated"):
        generate([kernel()], tmp_path)
    assert not (tmp_path / "kernels" / "sample.py").exists()


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
    from symfeat.backends.numpy import module_text
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
        "from symfeat.backends.numpy import module_text\n"
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
