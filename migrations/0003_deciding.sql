-- Deciding: decisions with reasons, who is to decide, the draft, what people are told and answer.
-- A contribution is a comment or a suggestion; their ids never coincide.

-- counts changes of the words: a decision compares it
ALTER TABLE suggestions ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE suggestions ADD COLUMN edited_at BIGINT;
-- JSON: the blocks before, for an edit of the draft; else they are the revision's
ALTER TABLE suggestions ADD COLUMN origin TEXT;
CREATE INDEX suggestions_by_status ON suggestions (guideline, status, place);
CREATE INDEX suggestion_blocks_by_block ON suggestion_blocks (block, suggestion);

CREATE TABLE suggestion_supports (
    suggestion TEXT NOT NULL REFERENCES suggestions (id),
    person TEXT NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (suggestion, person)
);

CREATE TABLE suggestion_replies (
    id TEXT NOT NULL PRIMARY KEY,
    suggestion TEXT NOT NULL REFERENCES suggestions (id),
    place BIGINT NOT NULL,
    author TEXT NOT NULL REFERENCES users (id),
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    edited_at BIGINT,
    deleted_at BIGINT
);
CREATE INDEX suggestion_replies_by_suggestion ON suggestion_replies (suggestion);

CREATE TABLE decisions (
    contribution TEXT NOT NULL PRIMARY KEY,
    guideline TEXT NOT NULL REFERENCES guidelines (id),
    -- 'comment' or 'suggestion'
    kind TEXT NOT NULL,
    outcome TEXT NOT NULL,
    -- duplicate: of which; superseded: by which; deferred: to when, in words
    target TEXT,
    reason TEXT NOT NULL,
    -- JSON: wording that is not the proposed one, and what is superseded
    detail TEXT,
    -- the latest revision then, 0 for none: once a later one is published, the decision stands
    revision BIGINT NOT NULL,
    -- nobody: the console
    decided_by TEXT REFERENCES users (id),
    decided_at BIGINT NOT NULL,
    -- 'proposed' or 'final'
    standing TEXT NOT NULL,
    confirmed_by TEXT REFERENCES users (id),
    confirmed_at BIGINT,
    -- what the author says to it
    satisfied BIGINT,
    answer TEXT,
    answered_at BIGINT
);
CREATE INDEX decisions_by_guideline ON decisions (guideline, kind, outcome);

-- Which editor is to decide.
CREATE TABLE assignments (
    contribution TEXT NOT NULL PRIMARY KEY,
    guideline TEXT NOT NULL REFERENCES guidelines (id),
    editor TEXT NOT NULL REFERENCES users (id),
    due_at BIGINT,
    assigned_by TEXT REFERENCES users (id),
    assigned_at BIGINT NOT NULL
);
CREATE INDEX assignments_by_editor ON assignments (editor, guideline);

CREATE TABLE tags (
    guideline TEXT NOT NULL REFERENCES guidelines (id),
    tag TEXT NOT NULL,
    -- JSON: by language
    labels TEXT NOT NULL,
    place BIGINT NOT NULL,
    PRIMARY KEY (guideline, tag)
);

CREATE TABLE taggings (
    contribution TEXT NOT NULL,
    guideline TEXT NOT NULL,
    tag TEXT NOT NULL,
    PRIMARY KEY (contribution, tag),
    FOREIGN KEY (guideline, tag) REFERENCES tags (guideline, tag)
);
CREATE INDEX taggings_by_tag ON taggings (guideline, tag);

-- Comments that say the same, to be answered once.
CREATE TABLE comment_groups (
    id TEXT NOT NULL PRIMARY KEY,
    guideline TEXT NOT NULL REFERENCES guidelines (id),
    title TEXT NOT NULL,
    created_by TEXT REFERENCES users (id),
    created_at BIGINT NOT NULL
);
CREATE INDEX comment_groups_by_guideline ON comment_groups (guideline);

CREATE TABLE grouped_comments (
    comment TEXT NOT NULL PRIMARY KEY REFERENCES comments (id),
    comment_group TEXT NOT NULL REFERENCES comment_groups (id)
);
CREATE INDEX grouped_comments_by_group ON grouped_comments (comment_group);

-- What a person is told of what happened to what they said.
CREATE TABLE notices (
    person TEXT NOT NULL REFERENCES users (id),
    guideline TEXT NOT NULL REFERENCES guidelines (id),
    -- of the event that tells it
    sequence BIGINT NOT NULL,
    contribution TEXT NOT NULL,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    read_at BIGINT,
    PRIMARY KEY (person, guideline, sequence)
);

-- The text towards the next revision, by language: that of the revision, and what was accepted since.
CREATE TABLE drafts (
    guideline TEXT NOT NULL,
    language TEXT NOT NULL,
    revision BIGINT NOT NULL,
    -- counts changes: the compare-and-swap of whoever changes the draft
    version BIGINT NOT NULL,
    -- the version that last changed earlier steps
    rewritten BIGINT NOT NULL,
    PRIMARY KEY (guideline, language, revision),
    FOREIGN KEY (guideline, revision) REFERENCES revisions (guideline, number)
);

CREATE TABLE draft_steps (
    guideline TEXT NOT NULL,
    language TEXT NOT NULL,
    revision BIGINT NOT NULL,
    -- the version of the draft that it made
    version BIGINT NOT NULL,
    suggestion TEXT NOT NULL REFERENCES suggestions (id),
    -- JSON
    patch TEXT NOT NULL,
    PRIMARY KEY (guideline, language, revision, version)
);
CREATE INDEX draft_steps_by_suggestion ON draft_steps (suggestion);

-- Which revision a person last read.
CREATE TABLE readings (
    person TEXT NOT NULL REFERENCES users (id),
    guideline TEXT NOT NULL REFERENCES guidelines (id),
    revision BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (person, guideline)
);

-- Whether a second editor confirms each decision.
ALTER TABLE guidelines ADD COLUMN two_step BIGINT NOT NULL DEFAULT 0;

CREATE INDEX comments_by_status ON comments (guideline, status, place);
CREATE INDEX comments_by_guideline_author ON comments (guideline, author, place);
CREATE INDEX placements_by_block ON placements (revision, block);
