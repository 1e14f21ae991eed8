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
export type ListedGuideline = Schemas['ListedGuidelineJson'];
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
export type RedlineStats = Redline['stats'];
export type Change = Schemas['ChangeJson'];
export type ChangeKind = Schemas['ChangeName'];
export type Segment = Schemas['SegmentJson'];

export type Suggestion = Schemas['SuggestionJson'];
export type SuggestionPart = Schemas['PartJson'];
export type Operation = Schemas['Operation'];
/** One change of a suggestion. */
export type Hunk = Schemas['HunkJson'];
export type NewSuggestion = Schemas['SuggestionRequest'];
export type SuggestionChange = Schemas['SuggestionChange'];
export type Support = Schemas['SupportJson'];

export type Status = Schemas['Status'];
export type Outcome = Schemas['Outcome'];
export type Decision = Schemas['DecisionJson'];
/** What an editor decides on a suggestion. */
export type Ruling = Schemas['RulingRequest'];

/** Proposals that cannot all go in. */
export type Dispute = Schemas['DisputeJson'];
export type Contender = Schemas['ContenderJson'];
/** Versions of a block that disagree. */
export type BlockConflict = Schemas['ConflictJson'];
export type Draft = Schemas['DraftJson'];
export type Drafted = Schemas['DraftedJson'];
export type DraftChange = Schemas['DraftChange'];
export type Release = Schemas['ReleaseRequest'];

/** What an author says to a decision. */
export type Answer = Schemas['AnswerRequest'];
export type DecisionRequest = Schemas['DecisionRequest'];
export type DecisionsRequest = Schemas['DecisionsRequest'];
export type AssignmentsRequest = Schemas['AssignmentsRequest'];
export type ConfirmationsRequest = Schemas['ConfirmationsRequest'];
export type TaggingsRequest = Schemas['TaggingsRequest'];
/** What came of a deed for many. */
export type BulkDone = Schemas['BulkJson'];
export type Tag = Schemas['TagJson'];
/** Comments that say the same. */
export type Group = Schemas['GroupJson'];
/** Comments that could be put together. */
export type ProposedGroup = Schemas['ProposedGroupJson'];
/** A comment that says much the same as another. */
export type Alike = Schemas['AlikeJson'];
export type Notice = Schemas['NoticeJson'];
export type NoticeKind = Schemas['NoticeKind'];
export type Notices = Schemas['NoticesJson'];
/** Something that a person said: a comment or a suggestion. */
export type Contribution = Schemas['ContributionJson'];

/** What was said and what became of it, in numbers. */
export type Statistics = Schemas['StatisticsJson'];
export type Tally = Schemas['TallyJson'];
export type ClauseTally = Schemas['ClauseTallyJson'];
export type OutcomeTally = Schemas['OutcomeTallyJson'];
export type EditorTally = Schemas['EditorTallyJson'];
export type DayTally = Schemas['DayTallyJson'];

/** The name that a file bears. */
export type WrittenBy = Schemas['WrittenByJson'];
/** What came of a file that was brought back. */
export type Returned = Schemas['TakenBackJson'];

/** What came of a comment table. */
export type TableTaken = Schemas['TableTakenJson'];
export type TakenRow = Schemas['TakenRowJson'];

/** A stretch of a list. */
export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}
