"""An appraisal as a workbook that recomputes it, and that loads as it is."""
