"""The 60 reference trajectories: the full flow of every weight, integrated at 30 digits."""

import json
from pathlib import Path

import numpy as np
import pytest

import symfeat as sf

FILE = Path(__file__).parents[1] / "reference" / "trajectories.jsonl"
CASES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
TOLERANCE = 1e-12


def column(case: dict, name: str) -> np.ndarray:
    return np.array([point[name] for point in case["trajectory"]], dtype=float)


def relative(found, expected, scale=None) -> float:
    return float(np.max(np.abs(found - expected) / (np.abs(expected) if scale is None else scale)))


def test_there_are_sixty_cases():
    assert len(CASES) == 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']}-{case['kind']}")
def test_the_exact_solution_follows_the_full_flow(case):
    u0, w0 = (np.array(case[name], dtype=float) for name in ("u0", "w0"))
    gamma, eta_u, eta_w, m2, y = (float(case[name]) for name in ("gamma", "eta_u", "eta_w", "m2", "y"))
    solution = sf.solve(sf.LinearNetwork(u0, w0, gamma, eta_u, eta_w), sf.Task(m2, y))
    t, f, loss = column(case, "t"), column(case, "f"), column(case, "loss")
    largest = np.maximum(np.abs(f), abs(y))
    assert relative(solution.slope(t), f, largest) < TOLERANCE
    assert relative(solution.residual(t), f - y, largest) < TOLERANCE
    assert relative(solution.kernel(t), column(case, "ntk")) < TOLERANCE
    assert relative(solution.loss(t), loss, np.maximum(loss, 1e-3 * m2 * largest**2)) < TOLERANCE
    assert np.max(np.abs(solution.cos_angle(t) - column(case, "cos_zeta"))) < TOLERANCE
    for found, norm, name in zip(solution.weights(t), solution.norms(t), ("u", "w"), strict=True):
        assert relative(found, column(case, name)) < TOLERANCE
        assert relative(norm, np.linalg.norm(column(case, name), axis=-1)) < TOLERANCE
