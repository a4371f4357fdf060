"""Other systems that the same questions are put to."""
