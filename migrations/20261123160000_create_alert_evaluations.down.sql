DROP TABLE alert_evaluations;
