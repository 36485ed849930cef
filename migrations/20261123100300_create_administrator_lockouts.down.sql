DROP TABLE administrator_lockouts;
