-- Signed statements of what the records' hashes were. Copies are kept outside the database.
CREATE TABLE audit_checkpoints (
    -- The last record it speaks of.
    number    bigint      PRIMARY KEY,
    -- The last record of the checkpoint before.
    previous  bigint      NOT NULL,
    -- Of the records in between and the last, 32 bytes each.
    hashes    bytea       NOT NULL,
    signed_at timestamptz NOT NULL,
    -- Ed25519.
    signature bytea       NOT NULL,
    CONSTRAINT ck_audit_checkpoints_hashes CHECK (length(hashes) = 32 * (number - previous)),
    CONSTRAINT ck_audit_checkpoints_signature CHECK (length(signature) = 64)
);

CREATE TRIGGER tr_audit_checkpoints_row BEFORE UPDATE OR DELETE ON audit_checkpoints
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER tr_audit_checkpoints_truncate BEFORE TRUNCATE ON audit_checkpoints
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
