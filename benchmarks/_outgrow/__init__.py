"""Ready-made queries over the partitioned Parquet files, by DuckDB and by Dask."""
