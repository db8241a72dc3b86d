"""The Information Centre: publications, holdings, files, archive units, laws."""
