DROP TABLE request_stats_hourly;
