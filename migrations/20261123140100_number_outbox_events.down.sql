DROP INDEX idx_outbox_events_user_id_seq;
ALTER TABLE outbox_events DROP COLUMN seq;
