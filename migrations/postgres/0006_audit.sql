-- Who did what. Only ever added to.
CREATE TABLE audit_event (
    tenant_id   TEXT COLLATE "C" NOT NULL REFERENCES tenant (id),
    id          TEXT COLLATE "C" NOT NULL,
    at          BIGINT NOT NULL,
    actor_id    TEXT COLLATE "C", -- none: the operator
    action      TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

CREATE FUNCTION akte_never() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0];
END $$;

CREATE TRIGGER audit_event_never_changes BEFORE UPDATE ON audit_event
FOR EACH STATEMENT EXECUTE FUNCTION akte_never('audit events are never changed');

CREATE TRIGGER audit_event_never_goes BEFORE DELETE OR TRUNCATE ON audit_event
FOR EACH STATEMENT EXECUTE FUNCTION akte_never('audit events are never deleted');

CALL akte_close('audit_event');
