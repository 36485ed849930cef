-- When an edge was last asked to go on with the job, so that the others wait their turn.
ALTER TABLE import_jobs ADD COLUMN offered_at timestamptz;

-- Going on: the running jobs, those first that were never offered or the longest time ago.
CREATE INDEX idx_import_jobs_offered_at ON import_jobs (offered_at NULLS FIRST)
    WHERE state = 'running';
