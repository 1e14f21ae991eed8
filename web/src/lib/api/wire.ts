/** What the server says, by the names of its OpenAPI document. */

export type BlockKind =
  | 'heading' | 'paragraph' | 'list_item' | 'quote' | 'code' | 'cell' | 'figure' | 'footnote' | 'rule';

export type MarkType =
  | 'strong' | 'emphasis' | 'code' | 'strike' | 'underline' | 'sub' | 'sup' | 'small_caps' | 'highlight' | 'link' | 'note';

/** A property of a stretch of text; offsets in scalar values. */
export interface Mark {
  start: number;
  end: number;
  type: MarkType;
  href?: string;
  title?: string;
  note?: string;
}

/** Something that is not text, at one placeholder character. */
export interface Atom {
  at: number;
  type: 'image' | 'remote_image' | 'equation' | 'object';
  alt?: string;
  resource?: string;
  size?: [number, number];
  href?: string;
  notation?: string;
  source?: string;
}

/** Where in the flat list of blocks a block belongs. */
export interface Shape {
  kind: BlockKind;
  level?: number;
  ordered?: boolean;
  number?: string;
  table?: string;
  row?: number;
  column?: number;
  row_span?: number;
  column_span?: number;
  header?: boolean;
  note?: string;
  info?: string;
}

export interface Block extends Shape {
  id: string;
  text: string;
  marks: Mark[];
  atoms?: Atom[];
}

export type PlacementState = 'exact' | 'shifted' | 'fuzzy' | 'ambiguous' | 'orphaned';

export interface Placement {
  state: PlacementState;
  block_id?: string | null;
  start?: number | null;
  end?: number | null;
  reason?: string | null;
}

export type StakeholderGroup =
  | 'government' | 'intergovernmental' | 'ngo' | 'company' | 'industry_association' | 'finance' | 'academia' | 'community' | 'other';

export interface Organisation {
  id: string;
  name: string;
  stakeholder_group: StakeholderGroup;
}

export interface Person {
  id: string;
  display_name: string;
  organisation: Organisation | null;
}

export interface Me extends Person {
  email: string;
  language: string | null;
  admin: boolean;
}

export interface MeChanges {
  display_name?: string;
  organisation?: { name: string; stakeholder_group: StakeholderGroup };
  language?: string;
}

export type Role = 'reader' | 'participant' | 'focal_point' | 'editor';
export type Visibility = 'members' | 'public' | 'open';

export interface Guideline {
  slug: string;
  title: string;
  language: string;
  languages: string[];
  visibility: Visibility;
  latest_revision: number | null;
  my_role: Role | null;
  created_at: string;
}

export interface Member {
  user_id: string;
  display_name: string;
  organisation: Organisation | null;
  role: Role;
}

export interface RevisionItem {
  number: number;
  note: string;
  published_at: string;
  published_by: Person;
  languages: string[];
  block_count: number;
  sha256: string;
}

export interface Revision {
  number: number;
  guideline: string;
  title: string;
  language: string;
  languages: string[];
  note: string;
  published_at: string;
  sha256: string;
  blocks: Block[];
}

export type CommentKind = 'general' | 'technical' | 'editorial' | 'translation';

export interface Reply {
  id: string;
  author: Person;
  body: string;
  created_at: string;
  edited_at: string | null;
  deleted: boolean;
}

export interface Comment {
  id: string;
  revision: number;
  language: string;
  block_id: string | null;
  start: number | null;
  end: number | null;
  quote: string | null;
  kind: CommentKind;
  body: string;
  author: Person;
  created_at: string;
  edited_at: string | null;
  status: 'open' | 'decided';
  deleted: boolean;
  replies: Reply[];
  support: { count: number; mine: boolean };
  placement?: Placement | null;
}

export interface NewComment {
  revision: number;
  language?: string;
  block_id?: string;
  start?: number;
  end?: number;
  quote?: string;
  kind: CommentKind;
  body: string;
}

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export interface PublishReport {
  number: number;
  problems: { language: string; place: string; what: string }[];
  blocks: { kept: number; added: number; removed: number };
  placements: Record<PlacementState, number>;
}

export type ChangeKind =
  | 'same' | 'edited' | 'inserted' | 'deleted' | 'moved_from' | 'moved_to' | 'split' | 'merged' | 'reformatted';

export interface Segment {
  op: 'same' | 'insert' | 'delete';
  text: string;
  marks?: Mark[];
  old_marks?: Mark[];
  atoms?: Atom[];
  break?: boolean;
}

export interface Change extends Shape {
  change: ChangeKind;
  old_id?: string;
  new_id?: string;
  old_ids?: string[];
  new_ids?: string[];
  old_index?: number;
  new_index?: number;
  move?: number;
  old_number?: string | null;
  old_kind?: BlockKind;
  old_level?: number;
  old_row?: number;
  segments: Segment[];
}

export interface RedlineStats {
  inserted_chars: number;
  deleted_chars: number;
  moved_chars: number;
  hunks: number;
  blocks_changed: number;
}

export interface Redline {
  stats: RedlineStats;
  blocks: Change[];
}
