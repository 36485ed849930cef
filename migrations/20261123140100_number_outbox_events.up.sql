-- The event's number among its user's, by which devices know what they have seen; none where the user
-- was gone already.
ALTER TABLE outbox_events ADD COLUMN seq bigint;

-- Edges without hubs: a user's events after the last one seen.
CREATE INDEX idx_outbox_events_user_id_seq ON outbox_events (user_id, seq) WHERE seq IS NOT NULL;
