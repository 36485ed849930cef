-- What administrators changed of the rules; what stands here of no rule holds as it is in the code.
CREATE TABLE alert_rules (
    name       text             PRIMARY KEY,
    enabled    boolean          NOT NULL,
    threshold  double precision NOT NULL,
    window_s   integer          NOT NULL,
    updated_at timestamptz      NOT NULL
);
