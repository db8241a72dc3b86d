"""Catalogues of sales, read into lots: tables, web pages and PDF, with their pictures in a folder, an archive or the file itself."""
