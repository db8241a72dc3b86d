"""How objects are described elsewhere: Object ID, LIDO, measurements and makers as written. Pure functions, no Django."""
