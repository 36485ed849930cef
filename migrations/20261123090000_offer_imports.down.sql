DROP INDEX idx_import_jobs_offered_at;

ALTER TABLE import_jobs DROP COLUMN offered_at;
