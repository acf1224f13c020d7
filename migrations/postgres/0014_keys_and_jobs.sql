-- A firm's keys: the one that encrypts now, and those that something still lies under while they are renewed. A firm without
-- any is one whose key was destroyed.
CREATE TABLE firm_key (
    tenant_id   TEXT COLLATE "C" NOT NULL REFERENCES tenant (id),
    id          TEXT COLLATE "C" NOT NULL,
    master_id   TEXT NOT NULL, -- which key of the keyring wrapped it
    wrapped_key BYTEA NOT NULL,
    open        SMALLINT NOT NULL DEFAULT 1 CHECK (open IN (0, 1)), -- whether new content may come under it
    PRIMARY KEY (tenant_id, id)
);
INSERT INTO firm_key (tenant_id, id, master_id, wrapped_key) SELECT id, firm_key_id, master_id, wrapped_key FROM tenant;
ALTER TABLE tenant DROP COLUMN master_id;
ALTER TABLE tenant DROP COLUMN wrapped_key;
-- Counts the changes of the firm's keys, so that what is remembered of them is known to be stale.
ALTER TABLE tenant ADD COLUMN keys_rev BIGINT NOT NULL DEFAULT 1;
UPDATE schema_meta SET min_binary = 14;

-- Work for later, and work that failed. Workers look here before they know for which firm: ids only, nothing that a firm keeps.
CREATE TABLE job (
    id          TEXT COLLATE "C" PRIMARY KEY,
    kind        TEXT NOT NULL,
    tenant_id   TEXT COLLATE "C" REFERENCES tenant (id), -- none: the operator's
    person_id   TEXT COLLATE "C", -- on whose behalf; none: the operator's
    object_id   TEXT COLLATE "C", -- what it is done to
    run_at      BIGINT NOT NULL,
    lease_until BIGINT NOT NULL DEFAULT 0, -- by the database's clock
    fence       BIGINT NOT NULL DEFAULT 0, -- counts the leases: only the last may finish the job
    attempts    BIGINT NOT NULL DEFAULT 0, -- since it last got on
    progress    TEXT, -- how far it is
    problem     TEXT, -- why it failed the last time
    dead        SMALLINT NOT NULL DEFAULT 0 CHECK (dead IN (0, 1))
);

-- For what is to be done now.
CREATE INDEX job_due ON job (run_at, id) WHERE dead = 0;
-- For what is planned in a firm.
CREATE INDEX job_tenant ON job (tenant_id);

INSERT INTO job (id, kind, tenant_id, person_id, object_id, run_at)
SELECT s.id, 'publish_version', v.tenant_id, s.person_id, v.id, v.publish_at
FROM template_version v
JOIN version_step s ON s.tenant_id = v.tenant_id AND s.version_id = v.id AND s.version_rev = v.rev
WHERE v.publish_at IS NOT NULL;

CALL akte_close('firm_key');
