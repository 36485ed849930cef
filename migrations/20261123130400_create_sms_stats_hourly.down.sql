DROP TABLE sms_stats_hourly;
