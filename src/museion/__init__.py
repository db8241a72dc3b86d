"""The information system of a worldwide museum network."""

import os

# Matrices here are small and processes many: threads that wait for one another doubled what a comparison of photos costs.
# It counts only where it is set before numpy is loaded, so it stands before everything else.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
