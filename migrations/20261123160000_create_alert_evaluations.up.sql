-- How far the audit was looked through for alerts, one row.
CREATE TABLE alert_evaluations (
    id     boolean PRIMARY KEY DEFAULT true,
    -- The last record that was looked at.
    number bigint  NOT NULL,
    CONSTRAINT ck_alert_evaluations_id CHECK (id)
);

-- The last five minutes are looked at once more: events know which records they counted.
INSERT INTO alert_evaluations (number)
SELECT coalesce(max(number), 0) FROM audit_records WHERE at <= now() - interval '5 minutes';
