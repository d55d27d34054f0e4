"""Checks of what the night made that are not about one asset's own making: the marts' promise, and that every check
ran.
"""
