-- The last run of each job, whichever origin did it.
CREATE TABLE job_runs (
    name        text        PRIMARY KEY,
    started_at  timestamptz NOT NULL,
    duration_ms bigint      NOT NULL,
    outcome     text        NOT NULL,
    -- Why it failed, if it did.
    error       text,
    runs        bigint      NOT NULL DEFAULT 1,
    failures    bigint      NOT NULL,
    CONSTRAINT ck_job_runs_outcome CHECK (outcome IN ('done', 'failed'))
);
