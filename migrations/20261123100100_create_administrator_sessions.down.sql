DROP TABLE administrator_sessions;
