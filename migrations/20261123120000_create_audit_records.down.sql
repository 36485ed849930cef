DROP TABLE audit_heads;
DROP TABLE audit_records;
DROP FUNCTION refuse_audit_change;
