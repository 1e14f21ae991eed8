-- What comes back in marked-up files: suggestions, and the names that files bear.

-- JSON: under whose name it stood in a file, for what was brought in one
ALTER TABLE comments ADD COLUMN written_by TEXT;
ALTER TABLE replies ADD COLUMN written_by TEXT;

CREATE TABLE suggestions (
    id TEXT NOT NULL PRIMARY KEY,
    guideline TEXT NOT NULL REFERENCES guidelines (id),
    -- sequence number of the event that told of it
    place BIGINT NOT NULL,
    language TEXT NOT NULL,
    -- the revision that it is about; never updated
    revision BIGINT NOT NULL,
    -- JSON: where, and what should stand there
    parts TEXT NOT NULL,
    rationale TEXT NOT NULL,
    author TEXT NOT NULL REFERENCES users (id),
    -- JSON
    written_by TEXT,
    created_at BIGINT NOT NULL,
    status TEXT NOT NULL,
    UNIQUE (guideline, place),
    FOREIGN KEY (guideline, revision) REFERENCES revisions (guideline, number)
);
CREATE INDEX suggestions_by_author ON suggestions (author);

-- The blocks that a suggestion changes, or behind which it adds something; for filters.
CREATE TABLE suggestion_blocks (
    suggestion TEXT NOT NULL REFERENCES suggestions (id),
    block TEXT NOT NULL,
    PRIMARY KEY (suggestion, block)
);

-- What files brought, so that the same file brings nothing twice.
CREATE TABLE imports (
    guideline TEXT NOT NULL REFERENCES guidelines (id),
    -- SHA-256 of what is particular
    fingerprint TEXT NOT NULL,
    -- id of the suggestion, comment or reply
    became TEXT NOT NULL,
    PRIMARY KEY (guideline, fingerprint)
);
