-- What lists of comments and notices are looked up by.
CREATE INDEX comments_by_block ON comments (guideline, anchor_block, place);
CREATE INDEX comments_by_kind ON comments (guideline, kind, place);
CREATE INDEX decisions_by_answer ON decisions (guideline, satisfied);
CREATE INDEX notices_by_time ON notices (person, at, sequence);
