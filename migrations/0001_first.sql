-- Runs unchanged on SQLite and PostgreSQL: ids and words are TEXT, counts and times (milliseconds
-- since 1970) are BIGINT, truths are 0 and 1, bytes are BYTEA (which SQLite stores as BLOB).

CREATE TABLE organisations (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    -- the name without regard to case and white space
    name_key TEXT NOT NULL UNIQUE,
    stakeholder_group TEXT NOT NULL
);

-- One row a person: what signing in needs and what others see.
CREATE TABLE users (
    id TEXT NOT NULL PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    -- argon2id in PHC form
    password TEXT,
    admin BIGINT NOT NULL,
    disabled BIGINT NOT NULL,
    organisation TEXT REFERENCES organisations (id),
    language TEXT,
    created_at BIGINT NOT NULL
);

CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES users (id),
    turn BIGINT NOT NULL,
    -- SHA-256 of the secrets of the refresh tokens
    current_secret BYTEA NOT NULL,
    previous_secret BYTEA,
    created_at BIGINT NOT NULL,
    refreshed_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX sessions_by_account ON sessions (account);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE guidelines (
    id TEXT NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    -- JSON list of tags
    languages TEXT NOT NULL,
    visibility TEXT NOT NULL,
    -- JSON list of terms
    glossary TEXT NOT NULL,
    -- 0 before the first revision
    latest_revision BIGINT NOT NULL,
    -- counts changes of settings, members and revisions: what a commit compares first
    head BIGINT NOT NULL,
    -- sequence number of the last event
    last_event BIGINT NOT NULL,
    block_counter BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE members (
    guideline TEXT NOT NULL REFERENCES guidelines (id),
    person TEXT NOT NULL REFERENCES users (id),
    role TEXT NOT NULL,
    -- sequence number of the event that made the person a member
    place BIGINT NOT NULL,
    PRIMARY KEY (guideline, person)
);
CREATE INDEX members_by_person ON members (person);

CREATE TABLE revisions (
    guideline TEXT NOT NULL REFERENCES guidelines (id),
    number BIGINT NOT NULL,
    note TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    published_by TEXT REFERENCES users (id),
    -- JSON list of tags, the guideline's language first
    languages TEXT NOT NULL,
    block_count BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    -- JSON list
    problems TEXT NOT NULL,
    PRIMARY KEY (guideline, number)
);

CREATE TABLE revision_texts (
    guideline TEXT NOT NULL,
    number BIGINT NOT NULL,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (guideline, number, language),
    FOREIGN KEY (guideline, number) REFERENCES revisions (guideline, number)
);

-- Runs of blocks as JSON, by the SHA-256 of that: an unchanged run is kept once.
CREATE TABLE chunks (
    digest TEXT NOT NULL PRIMARY KEY,
    body TEXT NOT NULL
);

CREATE TABLE revision_chunks (
    guideline TEXT NOT NULL,
    number BIGINT NOT NULL,
    language TEXT NOT NULL,
    place BIGINT NOT NULL,
    chunk TEXT NOT NULL REFERENCES chunks (digest),
    PRIMARY KEY (guideline, number, language, place),
    FOREIGN KEY (guideline, number, language)
        REFERENCES revision_texts (guideline, number, language)
);

CREATE TABLE resources (
    digest TEXT NOT NULL PRIMARY KEY,
    media_type TEXT NOT NULL,
    bytes BYTEA NOT NULL
);

-- Whose revisions have which resource, so that nobody reads another guideline's pictures.
CREATE TABLE guideline_resources (
    guideline TEXT NOT NULL REFERENCES guidelines (id),
    resource TEXT NOT NULL REFERENCES resources (digest),
    PRIMARY KEY (guideline, resource)
);

CREATE TABLE comments (
    id TEXT NOT NULL PRIMARY KEY,
    guideline TEXT NOT NULL REFERENCES guidelines (id),
    -- sequence number of the event that told of it
    place BIGINT NOT NULL,
    language TEXT NOT NULL,
    -- where it was made, as JSON; never updated
    anchor TEXT NOT NULL,
    -- the same block, for filters
    anchor_block TEXT,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    -- body and quote in small letters
    search TEXT NOT NULL,
    author TEXT NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL,
    edited_at BIGINT,
    status TEXT NOT NULL,
    deleted_at BIGINT,
    UNIQUE (guideline, place)
);
CREATE INDEX comments_by_author ON comments (author);

CREATE TABLE replies (
    id TEXT NOT NULL PRIMARY KEY,
    comment TEXT NOT NULL REFERENCES comments (id),
    place BIGINT NOT NULL,
    author TEXT NOT NULL REFERENCES users (id),
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    edited_at BIGINT,
    deleted_at BIGINT
);
CREATE INDEX replies_by_comment ON replies (comment);

CREATE TABLE supports (
    comment TEXT NOT NULL REFERENCES comments (id),
    person TEXT NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (comment, person)
);

-- Where comments stand in revisions. Derived, but for those that a person confirmed.
CREATE TABLE placements (
    comment TEXT NOT NULL REFERENCES comments (id),
    revision BIGINT NOT NULL,
    block TEXT,
    -- JSON
    placement TEXT NOT NULL,
    confirmed BIGINT NOT NULL,
    PRIMARY KEY (comment, revision)
);

-- Where people said that comments stand: witnesses for later revisions.
CREATE TABLE confirmations (
    comment TEXT NOT NULL REFERENCES comments (id),
    revision BIGINT NOT NULL,
    -- JSON
    anchor TEXT NOT NULL,
    person TEXT REFERENCES users (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (comment, revision)
);

CREATE TABLE events (
    guideline TEXT NOT NULL REFERENCES guidelines (id),
    sequence BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT REFERENCES users (id),
    -- JSON
    happening TEXT NOT NULL,
    PRIMARY KEY (guideline, sequence)
);

-- Answers to requests that may come again.
CREATE TABLE receipts (
    person TEXT NOT NULL REFERENCES users (id),
    request_key TEXT NOT NULL,
    -- SHA-256 of what was asked
    request TEXT NOT NULL,
    -- JSON
    answer TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (person, request_key)
);
