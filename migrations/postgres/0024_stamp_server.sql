-- Whether documents by which Akte knows them again name the server in clear.
ALTER TABLE setting ADD COLUMN stamp_server BIGINT NOT NULL DEFAULT 0;
