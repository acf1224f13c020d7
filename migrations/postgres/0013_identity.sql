-- Sessions that a person can tell apart and end, tokens that stand for one, firms that wait for their directory, and roles that do
-- not come from the issuer by name.

-- None in sessions that the release before began: those know no silence and are in no list.
ALTER TABLE session ADD COLUMN id TEXT COLLATE "C";
ALTER TABLE session ADD COLUMN started_at BIGINT;
ALTER TABLE session ADD COLUMN seen_at BIGINT;

-- For the list of a person's sessions, and to end them all.
CREATE INDEX session_person ON session (tenant_id, person_id);

-- Stands for a session where there are no cookies. Looked at before the firm is known.
CREATE TABLE bearer (
    token_hash   TEXT PRIMARY KEY,
    session_hash TEXT NOT NULL REFERENCES session (token_hash) ON DELETE CASCADE,
    client       TEXT NOT NULL, -- the SHA-256 of what only the client knows
    ends         BIGINT NOT NULL
);

-- For what goes with its session, and for the sweep.
CREATE INDEX bearer_session ON bearer (session_hash);
CREATE INDEX bearer_ends ON bearer (ends);

-- Until when a firm that was invited may say which directory it is; none for every other.
ALTER TABLE tenant ADD COLUMN invited_until BIGINT;

-- Which role somebody gets for a value of a claim, beside the roles that the issuer calls by our own names.
CREATE TABLE role_mapping (
    tenant_id TEXT COLLATE "C" NOT NULL REFERENCES tenant (id),
    claim     TEXT NOT NULL CHECK (claim IN ('roles', 'groups')),
    value     TEXT NOT NULL,
    role      TEXT NOT NULL CHECK (role IN ('lawyer', 'knowledge_manager', 'administrator')),
    PRIMARY KEY (tenant_id, claim, value, role)
);

-- Roles that the operator gave, also to somebody who never signed in.
CREATE TABLE role_grant (
    tenant_id TEXT COLLATE "C" NOT NULL REFERENCES tenant (id),
    subject   TEXT NOT NULL,
    role      TEXT NOT NULL CHECK (role IN ('lawyer', 'knowledge_manager', 'administrator')),
    PRIMARY KEY (tenant_id, subject, role)
);

CALL akte_close('role_mapping');
CALL akte_close('role_grant');
