import type { components } from './schema';

/** What the server says, under the names that the application uses. */
type Schemas = components['schemas'];

export type Block = Schemas['BlockJson'];
export type BlockKind = Schemas['BlockKind'];
/** A property of a stretch of text; offsets in scalar values. */
export type Mark = Schemas['MarkJson'];
/** Something that is not text, at one placeholder character. */
export type Atom = Schemas['AtomJson'];
/** Where in the flat list of blocks a block belongs. */
export type Shape = Omit<Block, 'id' | 'text' | 'marks' | 'atoms'>;

export type Placement = Schemas['PlacementJson'];
/** A place where a comment might stand. */
export type Candidate = Schemas['CandidateJson'];
export type PlacementState = Schemas['PlacementState'];

export type Organisation = Schemas['OrganisationJson'];
export type StakeholderGroup = Schemas['StakeholderGroup'];
export type Person = Schemas['PersonJson'];
export type Me = Schemas['MeJson'];
export type MeChanges = Schemas['MeChange'];

export type Guideline = Schemas['GuidelineJson'];
export type Role = Schemas['Role'];
export type Visibility = Schemas['Visibility'];
export type Member = Schemas['MemberJson'];

export type RevisionItem = Schemas['RevisionJson'];
export type Revision = Schemas['RevisionTextJson'];
export type PublishReport = Schemas['PublishedJson'];

export type Comment = Schemas['CommentJson'];
export type CommentKind = Schemas['CommentKind'];
export type NewComment = Schemas['CommentRequest'];
export type Reply = Schemas['ReplyJson'];
export type Place = Schemas['PlacementRequest'];

export type Redline = Schemas['RedlineJson'];
export type Change = Schemas['ChangeJson'];
export type ChangeKind = Schemas['ChangeName'];
export type Segment = Schemas['SegmentJson'];

export type Suggestion = Schemas['SuggestionJson'];
export type SuggestionPart = Schemas['PartJson'];
export type Operation = Schemas['Operation'];
/** The name that a file bears. */
export type WrittenBy = Schemas['WrittenByJson'];
/** What came of a file that was brought back. */
export type Returned = Schemas['TakenBackJson'];

/** A stretch of a list. */
export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}
