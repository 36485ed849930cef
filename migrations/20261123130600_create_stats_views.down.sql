DROP VIEW active_users;
DROP VIEW sms_stats;
DROP VIEW playback_stats;
DROP VIEW duration_stats;
DROP VIEW source_stats;
DROP VIEW request_stats;
