"""Certificates of boundaries and integrals: what is claimed in closed form, found again by numbers alone."""
