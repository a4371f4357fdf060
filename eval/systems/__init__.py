"""The systems that questions are put to: the product in any configuration, and others behind adapters."""

from eval.systems.loaded import Loaded, load_system, store_of

__all__ = ["Loaded", "load_system", "store_of"]
