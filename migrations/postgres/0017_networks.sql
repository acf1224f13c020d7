-- From where people of a firm may ask. Looked at with every request, together with whether the firm is suspended. The networks are
-- JSON; none: from everywhere.
ALTER TABLE tenant ADD COLUMN networks TEXT;
-- What holds again at that moment, unless the change is confirmed before.
ALTER TABLE tenant ADD COLUMN networks_before TEXT;
ALTER TABLE tenant ADD COLUMN networks_until BIGINT;
ALTER TABLE tenant ADD COLUMN networks_rev BIGINT NOT NULL DEFAULT 1;
