"""What libraries exchange: one typed publication, and the formats that it is read from and written to. No Django."""
