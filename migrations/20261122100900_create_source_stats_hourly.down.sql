DROP TABLE source_stats_hourly;
