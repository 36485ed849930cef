DROP TABLE alert_attempts;
