-- Lines that stand for several of a kind, and trails whose beginning was taken away.
ALTER TABLE audit_event ADD COLUMN times BIGINT; -- how often, within about a minute; none: once

-- Where a trail begins: the place before, and the hash there, signed with a key that is not in the database.
CREATE TABLE audit_head (
    tenant_id TEXT COLLATE "C" NOT NULL REFERENCES tenant (id),
    seq       BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    hash      TEXT NOT NULL,
    key_id    TEXT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (tenant_id, seq)
);

CREATE TRIGGER audit_head_never_changes BEFORE UPDATE ON audit_head
FOR EACH STATEMENT EXECUTE FUNCTION akte_never('heads are never changed');

CREATE TRIGGER audit_head_never_goes BEFORE DELETE OR TRUNCATE ON audit_head
FOR EACH STATEMENT EXECUTE FUNCTION akte_never('heads are never deleted');

CALL akte_close('audit_head');

-- What lies before a head may go: first its place in the chain, then the event.
CREATE FUNCTION akte_seal_goes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM audit_head h WHERE h.tenant_id = OLD.tenant_id AND h.seq >= OLD.seq) THEN
        RAISE EXCEPTION 'seals are never deleted';
    END IF;
    RETURN OLD;
END $$;

CREATE FUNCTION akte_event_goes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM audit_seal s WHERE s.tenant_id = OLD.tenant_id AND s.event_id = OLD.id)
        OR EXISTS (SELECT 1 FROM audit_unsealed u WHERE u.tenant_id = OLD.tenant_id AND u.event_id = OLD.id)
        OR NOT EXISTS (SELECT 1 FROM audit_head h WHERE h.tenant_id = OLD.tenant_id) THEN
        RAISE EXCEPTION 'audit events are never deleted';
    END IF;
    RETURN OLD;
END $$;

DROP TRIGGER audit_seal_never_goes ON audit_seal;
CREATE TRIGGER audit_seal_never_goes BEFORE DELETE ON audit_seal
FOR EACH ROW EXECUTE FUNCTION akte_seal_goes();
CREATE TRIGGER audit_seal_never_truncated BEFORE TRUNCATE ON audit_seal
FOR EACH STATEMENT EXECUTE FUNCTION akte_never('seals are never deleted');

DROP TRIGGER audit_event_never_goes ON audit_event;
CREATE TRIGGER audit_event_never_goes BEFORE DELETE ON audit_event
FOR EACH ROW EXECUTE FUNCTION akte_event_goes();
CREATE TRIGGER audit_event_never_truncated BEFORE TRUNCATE ON audit_event
FOR EACH STATEMENT EXECUTE FUNCTION akte_never('audit events are never deleted');
