"""Results as LaTeX: formulas in the notation's symbols, theorems with proofs, a whole document."""

from symfeat.latex.document import latex_files, section_title, write_latex
from symfeat.latex.engine import compile_pdf, engine
from symfeat.latex.fragments import fragment, result_parts, statement_latex
from symfeat.latex.lint import lint
from symfeat.latex.names import expand_macros, macro_file

__all__ = [
    "compile_pdf", "engine", "expand_macros", "fragment", "latex_files", "lint", "macro_file", "result_parts",
    "section_title", "statement_latex", "write_latex",
]  # fmt: skip
