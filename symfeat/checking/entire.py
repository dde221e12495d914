"""Functions of one argument that are analytic in the whole plane, and ones that are so on the real line.

All are real where their argument is. Their singularities stand in chapters 4, 6, 7 and 9 of the Digital
Library of Mathematical Functions.
"""

from __future__ import annotations

import sympy as sp

ENTIRE = (
    sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh, sp.erf, sp.erfc, sp.erfi, sp.Si, sp.Shi, sp.fresnels,
    sp.fresnelc, sp.airyai, sp.airybi, sp.airyaiprime, sp.airybiprime,
)  # fmt: skip
ON_THE_LINE = (sp.atan, sp.asinh, sp.tanh, sp.sech)  # their poles and branch cuts lie off the real line
