"""A run as one self-contained page: no outside asset, no network, readable at phone width, dark and light."""

from eval.html.page import page, render

__all__ = ["page", "render"]
