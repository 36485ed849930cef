DELETE FROM sms_budgets WHERE scope = 'test';
ALTER TABLE sms_budgets
    DROP CONSTRAINT ck_sms_budgets_scope,
    ADD CONSTRAINT ck_sms_budgets_scope CHECK (scope IN ('address', 'device', 'total'));
