-- What was done, and who saw personal data. Written once, never changed.
CREATE TABLE audit_records (
    -- Without gaps: `audit_heads` gives them.
    number        bigint      PRIMARY KEY,
    at            timestamptz NOT NULL,
    actor_kind    text        NOT NULL,
    -- Both for administrators only. No reference: records outlive accounts.
    actor_id      uuid,
    actor_email   text,
    action        text        NOT NULL,
    -- What it was done to, `kind:id`.
    target        text        NOT NULL,
    -- JSON, as text: the very bytes that were hashed.
    payload       text        NOT NULL,
    -- Of the record before; zeros for the first.
    previous_hash bytea       NOT NULL,
    -- SHA-256 of the previous hash and of everything above.
    hash          bytea       NOT NULL,
    CONSTRAINT ck_audit_records_actor_kind CHECK (actor_kind IN ('system', 'cli', 'admin')),
    CONSTRAINT ck_audit_records_actor_id CHECK ((actor_kind = 'admin') = (actor_id IS NOT NULL)),
    CONSTRAINT ck_audit_records_actor_email
        CHECK ((actor_kind = 'admin') = (actor_email IS NOT NULL)),
    CONSTRAINT ck_audit_records_previous_hash CHECK (length(previous_hash) = 32),
    CONSTRAINT ck_audit_records_hash CHECK (length(hash) = 32)
);

-- Administration: what somebody did, newest first.
CREATE INDEX idx_audit_records_actor_id_number ON audit_records (actor_id, number);

-- Administration and alerts: what was done of a kind, newest first.
CREATE INDEX idx_audit_records_action_number ON audit_records (action, number);

-- Administration: what was done to something, newest first.
CREATE INDEX idx_audit_records_target_number ON audit_records (target, number);

-- Administration and alerts: what was done in a span of time.
CREATE INDEX idx_audit_records_at ON audit_records (at);

-- The end of the chain, one row. Its lock puts those who append in order.
CREATE TABLE audit_heads (
    id     boolean PRIMARY KEY DEFAULT true,
    number bigint  NOT NULL,
    hash   bytea   NOT NULL,
    CONSTRAINT ck_audit_heads_id CHECK (id)
);

INSERT INTO audit_heads (number, hash) VALUES (0, decode(repeat('00', 32), 'hex'));

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit is only ever added to' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER tr_audit_records_row BEFORE UPDATE OR DELETE ON audit_records
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER tr_audit_records_truncate BEFORE TRUNCATE ON audit_records
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
