"""One self-contained HTML page that shows a whole corpus: verdicts, statements, derivations, figures."""
