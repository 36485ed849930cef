-- What a rule found, for each subject once until an administrator has taken note of it.
CREATE TABLE alert_events (
    -- Version 7: they sort by when they were opened.
    id              uuid             PRIMARY KEY,
    rule            text             NOT NULL,
    -- What it was found of, `kind:id`.
    subject         text             NOT NULL,
    state           text             NOT NULL DEFAULT 'open',
    -- How often it happened, or came back.
    count           bigint           NOT NULL,
    -- What was measured last, in the unit of the rule; null for what is counted.
    value           double precision,
    opened_at       timestamptz      NOT NULL,
    last_at         timestamptz      NOT NULL,
    -- The last audit record that was counted; null for what is measured.
    last_number     bigint,
    acknowledged_at timestamptz,
    acknowledged_by text,
    note            text,
    CONSTRAINT ck_alert_events_state CHECK (state IN ('open', 'acknowledged')),
    CONSTRAINT ck_alert_events_acknowledged_at
        CHECK ((state = 'acknowledged') = (acknowledged_at IS NOT NULL))
);

-- One is open of a rule and subject, whoever evaluates.
CREATE UNIQUE INDEX idx_alert_events_rule_subject ON alert_events (rule, subject)
    WHERE state = 'open';

-- Evaluation: what was last opened of a rule and subject.
CREATE INDEX idx_alert_events_rule_subject_id ON alert_events (rule, subject, id);

-- Administration: those of a state, newest first.
CREATE INDEX idx_alert_events_state_id ON alert_events (state, id);
