-- Hours and days under one name each, so that a series is asked for in the same words.
CREATE VIEW request_stats AS
SELECT 'hour' AS step, hour AS at, route, method, status, cache, requests FROM request_stats_hourly
UNION ALL
SELECT 'day', day, route, method, status, cache, requests FROM request_stats_daily;

CREATE VIEW source_stats AS
SELECT 'hour' AS step, hour AS at, source, operation, outcome, calls FROM source_stats_hourly
UNION ALL
SELECT 'day', day, source, operation, outcome, calls FROM source_stats_daily;

CREATE VIEW duration_stats AS
SELECT 'hour' AS step, hour AS at, subject, name, bound_ms, times FROM duration_stats_hourly
UNION ALL
SELECT 'day', day, subject, name, bound_ms, times FROM duration_stats_daily;

CREATE VIEW playback_stats AS
SELECT 'hour' AS step, hour AS at, source, outcome, substituted, plays FROM playback_stats_hourly
UNION ALL
SELECT 'day', day, source, outcome, substituted, plays FROM playback_stats_daily;

CREATE VIEW sms_stats AS
SELECT 'hour' AS step, hour AS at, vendor, outcome, messages FROM sms_stats_hourly
UNION ALL
SELECT 'day', day, vendor, outcome, messages FROM sms_stats_daily;

CREATE VIEW active_users AS
SELECT 'hour' AS step, hour AS at, users FROM active_users_hourly
UNION ALL
SELECT 'day', day, users FROM active_users_daily;
