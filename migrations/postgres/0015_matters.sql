-- Matters, the people and teams that work on them, and the walls around the closed ones.
ALTER TABLE tenant ADD COLUMN matters_rev BIGINT NOT NULL DEFAULT 0; -- counts the changes of what the index of matters shows

CREATE TABLE matter (
    tenant_id       TEXT COLLATE "C" NOT NULL REFERENCES tenant (id),
    id              TEXT COLLATE "C" NOT NULL,
    closed          SMALLINT NOT NULL CHECK (closed IN (0, 1)), -- to its members
    number_mac      TEXT NOT NULL,
    name            BYTEA NOT NULL,
    number          BYTEA NOT NULL,
    key_id          TEXT NOT NULL,
    sealed_key      BYTEA NOT NULL,
    content_version BIGINT NOT NULL,
    rev             BIGINT NOT NULL,
    created_at      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number_mac)
);

CREATE TABLE team (
    tenant_id       TEXT COLLATE "C" NOT NULL REFERENCES tenant (id),
    id              TEXT COLLATE "C" NOT NULL,
    name_mac        TEXT NOT NULL,
    name            BYTEA NOT NULL,
    key_id          TEXT NOT NULL,
    sealed_key      BYTEA NOT NULL,
    content_version BIGINT NOT NULL,
    rev             BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name_mac)
);

-- The keys begin with who asks: every query that looks over a wall begins with the matters of one person.
CREATE TABLE matter_member (
    tenant_id TEXT COLLATE "C" NOT NULL,
    person_id TEXT COLLATE "C" NOT NULL,
    matter_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id, person_id, matter_id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id),
    FOREIGN KEY (tenant_id, matter_id) REFERENCES matter (tenant_id, id)
);
-- For the list of a matter's members.
CREATE INDEX matter_member_matter ON matter_member (tenant_id, matter_id, person_id);

CREATE TABLE matter_team (
    tenant_id TEXT COLLATE "C" NOT NULL,
    team_id   TEXT COLLATE "C" NOT NULL,
    matter_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id, team_id, matter_id),
    FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, id),
    FOREIGN KEY (tenant_id, matter_id) REFERENCES matter (tenant_id, id)
);
-- For the list of a matter's teams.
CREATE INDEX matter_team_matter ON matter_team (tenant_id, matter_id, team_id);

CREATE TABLE team_member (
    tenant_id TEXT COLLATE "C" NOT NULL,
    person_id TEXT COLLATE "C" NOT NULL,
    team_id   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id, person_id, team_id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id),
    FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, id)
);
-- For the list of a team's members.
CREATE INDEX team_member_team ON team_member (tenant_id, team_id, person_id);

-- Templates that someone wants at hand.
CREATE TABLE favourite (
    tenant_id   TEXT COLLATE "C" NOT NULL,
    person_id   TEXT COLLATE "C" NOT NULL,
    template_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id, person_id, template_id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id),
    FOREIGN KEY (tenant_id, template_id) REFERENCES template (tenant_id, id)
);

-- Answers, and the documents made of them, may belong to a matter.
ALTER TABLE answer_set ADD COLUMN matter_id TEXT COLLATE "C";
ALTER TABLE answer_set ADD FOREIGN KEY (tenant_id, matter_id) REFERENCES matter (tenant_id, id);
ALTER TABLE document ADD COLUMN matter_id TEXT COLLATE "C";
ALTER TABLE document ADD FOREIGN KEY (tenant_id, matter_id) REFERENCES matter (tenant_id, id);

-- Whom a change let in or out of a matter or a team.
ALTER TABLE audit_event ADD COLUMN member_kind TEXT;
ALTER TABLE audit_event ADD COLUMN member_id TEXT COLLATE "C";

-- For what belongs to one matter, newest first.
CREATE INDEX answer_set_matter ON answer_set (tenant_id, matter_id, id) WHERE matter_id IS NOT NULL;
CREATE INDEX document_matter ON document (tenant_id, matter_id, id) WHERE matter_id IS NOT NULL;
-- Documents follow their answers to another matter.
CREATE INDEX document_answer_set ON document (tenant_id, answer_set_id);

CALL akte_close('matter');
CALL akte_close('team');
CALL akte_close('matter_member');
CALL akte_close('matter_team');
CALL akte_close('team_member');
CALL akte_close('favourite');
