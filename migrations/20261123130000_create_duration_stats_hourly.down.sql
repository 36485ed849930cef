DROP TABLE duration_stats_hourly;
