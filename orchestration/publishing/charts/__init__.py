"""Charts drawn at build time as SVG: geometry, palette, text sizes.

Belongs here: from values and labels to shapes. Does not belong here: which figure is drawn and what is said of it
(`content`), and native charts of a workbook or a slide (`formats`).
"""
