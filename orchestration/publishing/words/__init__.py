"""Numbers as text, fixed words and the grammar around them: the same on a page, in print, in a workbook, on a slide.

Belongs here: rounding, names of periods and states, sentences. Does not belong here: which figure is shown (`content`).
"""
