ALTER TABLE users DROP COLUMN event_seq;
