-- What became of the messages of an hour, by the hour of the attempt.
CREATE TABLE sms_stats_hourly (
    hour     timestamptz NOT NULL,
    vendor   text        NOT NULL,
    outcome  text        NOT NULL,
    messages bigint      NOT NULL,
    PRIMARY KEY (hour, vendor, outcome)
);
