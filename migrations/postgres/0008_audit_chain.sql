-- The chain over the trail of each firm: events in the order in which they were sealed, each hash over the one before.
CREATE TABLE audit_seal (
    tenant_id TEXT COLLATE "C" NOT NULL,
    seq       BIGINT NOT NULL, -- from 1, without a gap
    event_id  TEXT COLLATE "C" NOT NULL,
    hash      TEXT NOT NULL,
    PRIMARY KEY (tenant_id, seq),
    UNIQUE (tenant_id, event_id),
    FOREIGN KEY (tenant_id, event_id) REFERENCES audit_event (tenant_id, id)
);

-- How far the chain was at a moment, signed with a key that is not in the database.
CREATE TABLE checkpoint (
    tenant_id TEXT COLLATE "C" NOT NULL REFERENCES tenant (id),
    seq       BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    hash      TEXT NOT NULL,
    key_id    TEXT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (tenant_id, seq)
);

-- Events that wait for the chain. The sealer looks here before it knows for which firms there is work: ids only.
CREATE TABLE audit_unsealed (
    tenant_id TEXT COLLATE "C" NOT NULL,
    event_id  TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id, event_id),
    FOREIGN KEY (tenant_id, event_id) REFERENCES audit_event (tenant_id, id)
);
INSERT INTO audit_unsealed (tenant_id, event_id) SELECT tenant_id, id FROM audit_event;

CREATE TRIGGER audit_seal_never_changes BEFORE UPDATE ON audit_seal
FOR EACH STATEMENT EXECUTE FUNCTION akte_never('seals are never changed');

CREATE TRIGGER audit_seal_never_goes BEFORE DELETE OR TRUNCATE ON audit_seal
FOR EACH STATEMENT EXECUTE FUNCTION akte_never('seals are never deleted');

CREATE TRIGGER checkpoint_never_changes BEFORE UPDATE ON checkpoint
FOR EACH STATEMENT EXECUTE FUNCTION akte_never('checkpoints are never changed');

CREATE TRIGGER checkpoint_never_goes BEFORE DELETE OR TRUNCATE ON checkpoint
FOR EACH STATEMENT EXECUTE FUNCTION akte_never('checkpoints are never deleted');

CALL akte_close('audit_seal');
CALL akte_close('checkpoint');
