-- Requests that must happen once: what was promised to whom, and what came of it.
CREATE TABLE idempotency (
    tenant_id   TEXT NOT NULL,
    person_id   TEXT NOT NULL,
    route       TEXT NOT NULL,
    key_mac     TEXT NOT NULL,
    body_mac    TEXT NOT NULL,
    object_id   TEXT NOT NULL, -- the id that was promised
    done        SMALLINT NOT NULL DEFAULT 0,
    lease_until BIGINT NOT NULL,
    fence       BIGINT NOT NULL,
    ends        BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, person_id, route, key_mac),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
);

-- For the sweep of keys older than a day.
CREATE INDEX idempotency_ends ON idempotency (ends);
