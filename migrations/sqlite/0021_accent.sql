-- The firm's own colour in the pages, #rrggbb; none: the colour that the pages come with.
ALTER TABLE setting ADD COLUMN accent TEXT;
