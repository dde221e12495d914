"""A result: one statement, the steps that lead to it, and what it hands to a paper or to a program."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from symfeat.claims.boundary import Boundary, Quadrature
from symfeat.claims.kernel import Kernel
from symfeat.claims.kinds import Claim
from symfeat.claims.verdicts import Verdict
from symfeat.errors import DerivationError

Builder = Callable[..., Any]
STATEMENT, PROGRAM = "statement", "program"  # names that no step may have
EXPECTATIONS = (Verdict.PROVED, Verdict.SUPPORTED)


@dataclass(frozen=True)
class Step:
    """A named function that computes a claim from earlier claims, which its parameters name."""

    name: str
    build: Builder
    prose: str

    @property
    def consumes(self) -> tuple[str, ...]:
        """Names of the earlier steps and used results that the function asks for."""
        return tuple(inspect.signature(self.build).parameters)


class Result:
    """A theorem with its derivation; a file of a derivation folder defines exactly one.

    `given` are the assumptions (SymPy relations that narrow the notation's), `uses` maps a parameter name
    to the slug of a result whose statement the steps build on. Functions decorated with `step` run in the
    order of the file; each, and the function decorated with `statement`, returns a claim. They run lazily.

    >>> import sympy as sp
    >>> from symfeat.claims import Identity, Result
    >>> x = sp.Symbol("x", real=True)
    >>> square = Result("square-of-a-sum", title="Square of a sum")
    >>> @square.step
    ... def expand():
    ...     "Multiply out."
    ...     return Identity((x + 1) ** 2, sp.expand((x + 1) ** 2))
    >>> @square.statement
    ... def claim(expand):
    ...     return Identity((x + 1) ** 2, x**2 + 2 * x + 1)
    >>> square.claims()["statement"].rhs
    x**2 + 2*x + 1
    """

    def __init__(
        self,
        slug: str,
        *,
        title: str,
        given: tuple[Any, ...] = (),
        uses: Mapping[str, str] | None = None,
        source: str = "",
        expect: str = "proved",
        reason: str = "",
    ) -> None:
        if expect not in EXPECTATIONS:
            raise DerivationError(f"{slug}: expect must be proved or supported; got {expect!r}")
        if expect == Verdict.SUPPORTED and not reason:
            raise DerivationError(f'{slug}: expect="supported" needs its reason')
        self.slug = slug
        self.title = title
        self.given = tuple(given)
        self.uses = dict(uses or {})
        self.source = source
        self.expect = Verdict(expect)
        self.reason = reason
        self.steps: list[Step] = []
        self.conclusion: Step | None = None
        self.file = ""
        self.prose = ""
        self._kernel: tuple[str, Builder, dict[str, Any]] | None = None
        self._latex: Builder | None = None
        self._certificate: Builder | None = None

    def step(self, build: Builder) -> Builder:
        """Register the function as the next step."""
        if build.__name__ in {s.name for s in self.steps} | self.uses.keys() | {STATEMENT, PROGRAM}:
            raise DerivationError(f"{self.slug}: the name {build.__name__} stands twice")
        self.steps.append(self._new_step(build.__name__, build))
        return build

    def statement(self, build: Builder) -> Builder:
        """Register the function that returns the statement."""
        if self.conclusion is not None:
            raise DerivationError(f"{self.slug}: there are two statements")
        self.conclusion = self._new_step(STATEMENT, build)
        return build

    def _new_step(self, name: str, build: Builder) -> Step:
        step = Step(name, build, inspect.cleandoc(build.__doc__ or ""))
        known = {s.name for s in self.steps} | self.uses.keys()
        if missing := [p for p in step.consumes if p not in known]:
            raise DerivationError(
                f"{self.slug}: {name} asks for {missing[0]}, which is no earlier step or used result"
            )
        return step

    def kernel(
        self, name: str, *, domain: tuple[Any, ...] = (), bound: int = 10
    ) -> Callable[[Builder], Builder]:
        """Register the function that returns the kernel's program, as keyword arguments of `Kernel`.

        `args` maps the names that callers use to notation symbols; `outputs`, `lets`, `meanings`, `computes`
        and `free` are written in notation symbols and lets. The checker proves the program as a further step.
        `domain` and `bound` are the kernel's: where it is evaluated, and how well.
        """
        settings = {"domain": domain, "bound": bound}

        def register(build: Builder) -> Builder:
            if self._kernel is not None:
                raise DerivationError(f"{self.slug}: there are two kernels")
            self._kernel = (name, build, settings)
            return build

        return register

    def latex(self, build: Builder) -> Builder:
        """Register a function that returns a hand-set formula for the statement; its symbols are checked."""
        self._latex = build
        return build

    def certificate(self, build: Builder) -> Builder:
        """Register a function that returns what is to be certified, by name: boundaries and quadratures.

        Its parameters name claims of this result (`statement` among them) and statements that it uses, so
        that what is certified is what is proved.
        """
        if self._certificate is not None:
            raise DerivationError(f"{self.slug}: there are two certificates")
        self._certificate = build
        return build

    @property
    def has_certificate(self) -> bool:
        return self._certificate is not None

    def certified(self, known: Mapping[str, Claim]) -> dict[str, Boundary | Quadrature]:
        """What is to be certified, by name; `known` maps the names of steps and of `uses` to claims."""
        if self._certificate is None:
            raise DerivationError(f"{self.slug}: has nothing to certify")
        asked = inspect.signature(self._certificate).parameters
        if missing := [name for name in asked if name not in known]:
            raise DerivationError(f"{self.slug}: the certificate asks for {missing[0]}, which is no claim")
        with self._blaming("the certificate"):
            found = dict(self._certificate(**{name: known[name] for name in asked}))
        if not found or not all(isinstance(what, Boundary | Quadrature) for what in found.values()):
            raise DerivationError(f"{self.slug}: a certificate maps names to boundaries and quadratures")
        return found

    @property
    def has_kernel(self) -> bool:
        return self._kernel is not None

    @property
    def kernel_name(self) -> str:
        return self._kernel[0] if self._kernel else ""

    def program(self) -> Kernel:
        """The kernel in notation symbols, as it is proved."""
        if self._kernel is None:
            raise DerivationError(f"{self.slug}: declares no kernel")
        name, build, settings = self._kernel
        doc = inspect.cleandoc(build.__doc__ or "")
        with self._blaming(f"kernel {name}"):
            parts = dict(build())
            arguments = tuple(parts.pop("args").values())
            return Kernel(name, arguments, slug=self.slug, doc=doc, **settings, **parts)

    def build_kernel(self) -> Kernel:
        """The kernel under its callers' names, as it is generated."""
        names = self._kernel[1]()["args"] if self._kernel else {}
        return self.program().renamed({symbol: name for name, symbol in names.items()})

    @contextmanager
    def _blaming(self, part: str) -> Iterator[None]:
        """Whatever a stranger's step raises is that step's problem, told in one line."""
        try:
            yield
        except (DerivationError, MemoryError):  # whoever set a limit of memory says so
            raise
        except Exception as error:
            raise DerivationError(f"{self.slug}: {part} raises {type(error).__name__}: {error}") from error

    def latex_override(self) -> str | None:
        """The hand-set LaTeX of the statement, or None."""
        return None if self._latex is None else self._latex()

    @property
    def parts(self) -> tuple[str, ...]:
        """The names under which `claims` returns claims, in order."""
        program = (PROGRAM,) if self._kernel else ()
        return (*(step.name for step in self.steps), STATEMENT, *program)

    def claims(self, used: Mapping[str, Claim] | None = None) -> dict[str, Claim]:
        """Run the steps and the statement: name -> claim, in order. `used` maps names in `uses` to claims."""
        if self.conclusion is None:
            raise DerivationError(f"{self.slug}: has no statement")
        known: dict[str, Claim] = dict(used or {})
        built: dict[str, Claim] = {}
        for step in (*self.steps, self.conclusion):
            with self._blaming(step.name):
                claim = step.build(**{name: known[name] for name in step.consumes})
            if not isinstance(claim, Claim):
                raise DerivationError(
                    f"{self.slug}: {step.name} returns {type(claim).__name__}, which is not a claim"
                )
            known[step.name] = built[step.name] = claim
        if self._kernel is not None:
            built[PROGRAM] = self.program().claim()
        return built

    def unconsumed(self) -> tuple[str, ...]:
        """Steps and used results that no later step asks for; the last step is consumed by the statement."""
        steps = (*self.steps, *([self.conclusion] if self.conclusion else []))
        consumed = {name for step in steps for name in step.consumes}
        last = self.steps[-1].name if self.steps else ""
        return tuple(
            name
            for name in (*self.uses, *(s.name for s in self.steps))
            if name not in consumed and name != last
        )

    def __repr__(self) -> str:
        return f"Result({self.slug!r}, {len(self.steps)} steps)"
