-- Signed statements that the records up to a number were let go, being old enough.
CREATE TABLE audit_prunings (
    -- The last record that went.
    number    bigint      PRIMARY KEY,
    -- Its hash, which the first that is left was built on.
    hash      bytea       NOT NULL,
    pruned_at timestamptz NOT NULL,
    -- Ed25519.
    signature bytea       NOT NULL,
    CONSTRAINT ck_audit_prunings_hash CHECK (length(hash) = 32),
    CONSTRAINT ck_audit_prunings_signature CHECK (length(signature) = 64)
);

CREATE TRIGGER tr_audit_prunings_row BEFORE UPDATE OR DELETE ON audit_prunings
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER tr_audit_prunings_truncate BEFORE TRUNCATE ON audit_prunings
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

CREATE FUNCTION refuse_audit_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.number <= (SELECT max(number) FROM audit_prunings) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the audit is only ever added to' USING ERRCODE = 'insufficient_privilege';
END
$$;

DROP TRIGGER tr_audit_records_row ON audit_records;

CREATE TRIGGER tr_audit_records_update BEFORE UPDATE ON audit_records
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER tr_audit_records_delete BEFORE DELETE ON audit_records
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_deletion();
