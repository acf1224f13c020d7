-- Requests that must happen once: what was promised to whom, and what came of it.
CREATE TABLE idempotency (
    tenant_id   TEXT COLLATE "C" NOT NULL,
    person_id   TEXT COLLATE "C" NOT NULL,
    route       TEXT NOT NULL,
    key_mac     TEXT NOT NULL,
    body_mac    TEXT NOT NULL,
    object_id   TEXT COLLATE "C" NOT NULL, -- the id that was promised
    done        SMALLINT NOT NULL DEFAULT 0,
    lease_until BIGINT NOT NULL,
    fence       BIGINT NOT NULL,
    ends        BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, person_id, route, key_mac),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
);

-- For the sweep of keys older than a day.
CREATE INDEX idempotency_ends ON idempotency (ends);

CALL akte_close('idempotency');
