"""Whether two entries of the register are one person, or one museum: candidates, and a judgement with reasons. No Django."""
