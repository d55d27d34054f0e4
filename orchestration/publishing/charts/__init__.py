"""Charts drawn at build time as SVG: geometry, palette, text sizes. Every drawing is one `<svg>` that stands by itself.

Belongs here: from values and labels to shapes. Does not belong here: which figure is drawn and what is said of it
(`content`), and native charts of a workbook or a slide (`formats`). What is drawn holds no class, no id, no script and
no foreign object, so that the same text is a picture in a page, in a file of its own and in a PDF.
"""
