DROP TRIGGER tr_audit_records_update ON audit_records;
DROP TRIGGER tr_audit_records_delete ON audit_records;

CREATE TRIGGER tr_audit_records_row BEFORE UPDATE OR DELETE ON audit_records
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();

DROP FUNCTION refuse_audit_deletion;
DROP TABLE audit_prunings;
