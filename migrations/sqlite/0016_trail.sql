-- Lines that stand for several of a kind, and trails whose beginning was taken away.
ALTER TABLE audit_event ADD COLUMN times BIGINT; -- how often, within about a minute; none: once

-- Where a trail begins: the place before, and the hash there, signed with a key that is not in the database.
CREATE TABLE audit_head (
    tenant_id TEXT NOT NULL REFERENCES tenant (id),
    seq       BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    hash      TEXT NOT NULL,
    key_id    TEXT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (tenant_id, seq)
);

CREATE TRIGGER audit_head_never_changes BEFORE UPDATE ON audit_head
BEGIN SELECT RAISE(ABORT, 'heads are never changed'); END;

CREATE TRIGGER audit_head_never_goes BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'heads are never deleted'); END;

-- What lies before a head may go: first its place in the chain, then the event.
DROP TRIGGER audit_seal_never_goes;
CREATE TRIGGER audit_seal_never_goes BEFORE DELETE ON audit_seal
WHEN NOT EXISTS (SELECT 1 FROM audit_head h WHERE h.tenant_id = OLD.tenant_id AND h.seq >= OLD.seq)
BEGIN SELECT RAISE(ABORT, 'seals are never deleted'); END;

DROP TRIGGER audit_event_never_goes;
CREATE TRIGGER audit_event_never_goes BEFORE DELETE ON audit_event
WHEN EXISTS (SELECT 1 FROM audit_seal s WHERE s.tenant_id = OLD.tenant_id AND s.event_id = OLD.id)
    OR EXISTS (SELECT 1 FROM audit_unsealed u WHERE u.tenant_id = OLD.tenant_id AND u.event_id = OLD.id)
    OR NOT EXISTS (SELECT 1 FROM audit_head h WHERE h.tenant_id = OLD.tenant_id)
BEGIN SELECT RAISE(ABORT, 'audit events are never deleted'); END;
