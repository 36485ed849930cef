-- That somebody was there, while a period lasts: a keyed digest of the user and the period, so that
-- one counts once and nobody can tell from it who, nor that it was the same in another period.
CREATE TABLE active_user_marks (
    step      text        NOT NULL,
    starts_at timestamptz NOT NULL,
    mark      bytea       NOT NULL,
    PRIMARY KEY (step, starts_at, mark),
    CONSTRAINT ck_active_user_marks_step CHECK (step IN ('hour', 'day'))
);

-- How many there were, which is what remains.
CREATE TABLE active_users_hourly (
    hour  timestamptz PRIMARY KEY,
    users bigint      NOT NULL
);

CREATE TABLE active_users_daily (
    day   timestamptz PRIMARY KEY,
    users bigint      NOT NULL
);
