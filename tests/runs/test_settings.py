"""A settings file says what is run; what it cannot mean is one line that names file and key."""

import pickle

import pytest

from symfeat.errors import ExperimentError
from symfeat.runs import Setting, points, read_settings

GOOD = """
[full]
seeds = 3
rate = 1.0
rates = [1.0, 2.0]
law = "ntk"
[full.sweep]
network = ["relu", "tanh"]
alpha = [0.1, 1]
[quick]
seeds = [4, 7]
rate = 2
[quick.sweep]
alpha = [3]
"""


@pytest.fixture
def read(tmp_path):
    def read(text, quick=False):
        (tmp_path / "toy.toml").write_text(text)
        return read_settings(tmp_path / "toy.toml", quick)

    return read


def test_the_first_of_the_sweep_varies_slowest_and_fixed_keys_stand_in_every_point(read):
    setting = read(GOOD)
    assert [(p.network, p.alpha) for p in points(setting)] == [
        ("relu", 0.1),
        ("relu", 1.0),
        ("tanh", 0.1),
        ("tanh", 1.0),
    ]
    assert {(p.seeds, p.rate, p.rates, p.law) for p in points(setting)} == {
        ((0, 1, 2), 1.0, (1.0, 2.0), "ntk")
    }
    assert all("sweep" not in point for point in points(setting))


def test_quick_overrides_key_by_key(read):
    setting = read(GOOD, quick=True)
    assert (setting.seeds, setting.rate, setting.law) == ((4, 7), 2.0, "ntk")
    assert isinstance(setting.rate, float)
    assert dict(setting.sweep) == {"network": ("relu", "tanh"), "alpha": (3.0,)}


def test_without_a_sweep_there_is_one_run(read):
    setting = read("[full]\nseeds = 1\n")
    assert [point.seeds for point in points(setting)] == [(0,)]


def test_settings_do_not_change_and_say_what_there_is(read):
    setting = read(GOOD)
    with pytest.raises(AttributeError, match="do not change"):
        setting.rate = 3
    with pytest.raises(AttributeError, match=r"no setting 'stepz'; there are seeds, rate"):
        setting.stepz
    assert pickle.loads(pickle.dumps(setting)) == setting
    assert setting == Setting(dict(setting))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("[full]", "[fool]"), "holds the tables full and quick; got fool"),
        (("seeds = 3", ""), "[full] has no seeds"),
        (("seeds = 3", "seeds = 0"), "[full] seeds must be their number"),
        (("seeds = 3", "seeds = true"), "[full] seeds must be their number"),
        (("seeds = 3", "seeds = [1, 1]"), "[full] seeds must be their number"),
        (("seeds = 3", "seeds = [-1]"), "[full] seeds must be their number"),
        (("rate = 1.0", "rate = nan"), "[full] rate must be finite; got nan"),
        (("rate = 1.0", "rate = 1979-05-27"), "[full] rate must be a number, a word"),
        (("rate = 1.0", "values = 1.0"), "[full] 'values' cannot name a setting"),
        (("rate = 1.0", '"a-b" = 1.0'), "[full] 'a-b' cannot name a setting"),
        (("rate = 2", 'rate = "x"'), "[quick] rate must be like 1.0; got 'x'"),
        (("rate = 2", "rates = 2"), "[quick] rates must be like (1.0, 2.0); got 2"),
        (("rate = 2", "rote = 2"), "[quick] rote is not in [full]"),
        (("alpha = [3]", "beta = [3]"), "[quick.sweep] beta is not in [full.sweep]"),
        (("alpha = [3]", "alpha = []"), "[quick.sweep] alpha must be a list of at least one value"),
        (("alpha = [3]", 'alpha = ["x"]'), "[quick.sweep] alpha must be like (0.1, 1.0); got ('x',)"),
        (("alpha = [0.1, 1]", "alpha = []"), "[full.sweep] alpha must be a list of at least one value"),
        (("alpha = [0.1, 1]", "alpha = 3"), "[full.sweep] alpha must be a list of at least one value"),
        (("alpha = [0.1, 1]", "alpha = [1, 1.0]"), "[full.sweep] alpha has a value twice"),
        (("alpha = [0.1, 1]", 'alpha = [1, "x"]'), "[full.sweep] alpha must be all numbers or all words"),
        (("alpha = [0.1, 1]", "alpha = [true, false]"), "must be all numbers or all words"),
        (("alpha = [0.1, 1]", "rate = [0.1, 1]"), "[full.sweep] rate cannot be swept"),
        (("alpha = [0.1, 1]", "seeds = [0, 1]"), "[full.sweep] seeds cannot be swept"),
        (("[full.sweep]", "[full.swoop]"), "[full] swoop must be a number, a word"),
        (("[full]", "[full"), "is not TOML"),
    ],
)
def test_a_fault_is_one_line_that_names_file_and_key_in_quick_runs_and_full_ones(read, change, message):
    assert change[0] in GOOD
    for quick in (False, True):
        with pytest.raises(ExperimentError) as error:
            read(GOOD.replace(*change), quick)
        assert str(error.value).startswith("toy.toml: ")
        assert message in str(error.value)
        assert "\n" not in str(error.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ExperimentError, match=r"absent.toml: cannot be read: No such file"):
        read_settings(tmp_path / "absent.toml")
