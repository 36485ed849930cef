DROP TABLE playback_stats_hourly;
