DROP TABLE stat_days;
DROP TABLE sms_stats_daily;
DROP TABLE playback_stats_daily;
DROP TABLE duration_stats_daily;
DROP TABLE source_stats_daily;
DROP TABLE request_stats_daily;
