import { listComments } from '$lib/api/comments';
import { getGuideline } from '$lib/api/guidelines';
import { getRevision, listRevisions } from '$lib/api/revisions';
import type { Block, Candidate, Comment, Guideline, Revision, RevisionItem } from '$lib/api/wire';
import { byBlock, highlightsOf, passes, threadsOf, type Filter } from '$lib/comments/places';
import { draftsUnder, WHOLE } from '$lib/comments/drafts';
import { opensWithTitle } from '$lib/document/heading';
import { layOut, noteLabels } from '$lib/document/tree';
import type { Passage } from '$lib/text/selection';

/** What a comment is going to be made on. Without a block: the guideline as a whole. */
export interface Target {
  block_id: string | null;
  passage: Passage | null;
}

/** Everything that is fetched for the reading page. */
export interface Contents {
  guideline: Guideline;
  revisions: RevisionItem[];
  revision: Revision;
  comments: Comment[];
}

export async function fetchContents(slug: string, number: number, language: string | null): Promise<Contents> {
  const [guideline, revisions, revision, comments] = await Promise.all([
    getGuideline(slug),
    listRevisions(slug),
    getRevision(slug, number, language ?? undefined),
    listComments(slug, number),
  ]);
  return { guideline, revisions, revision, comments };
}

/** A reader before one revision: its text, its comments, and what they are doing with them. */
export class Reading {
  readonly guideline: Guideline;
  readonly revisions: RevisionItem[];
  readonly revision: Revision;
  readonly blocks: Map<string, Block>;
  readonly noteLabels: Map<string, string>;
  readonly tree;
  /** The heading of the text that is the title of the page, where it has one. */
  readonly title: string | null;
  comments = $state.raw<Comment[]>([]);
  filter = $state<Filter>('all');
  /** The comment that the reader looks at. */
  active = $state<string | null>(null);
  /** The block whose comments are open on a narrow screen. */
  opened = $state<string | null>(null);
  target = $state.raw<Target | null>(null);
  /** Where wording is being proposed, and the passage that was chosen for it. */
  proposing = $state.raw<{ block_id: string; passage: Passage | null } | null>(null);
  /** Where a comment was begun and not sent: blocks, or none for the guideline as a whole. */
  drafts = $state.raw<(string | null)[]>([]);
  /** The comment that is being given another place. */
  moving = $state.raw<Comment | null>(null);
  /** The place that the reader looks at to see whether a comment belongs there. */
  looking = $state.raw<Candidate | null>(null);

  threads = $derived.by(() => threadsOf(this.comments, { ...this.revision }));
  shown = $derived(this.threads.filter((thread) => passes(thread, this.filter)));
  placed = $derived(this.shown.filter((thread) => thread.place.on === 'block'));
  lost = $derived(this.shown.filter((thread) => thread.place.on === 'nothing'));
  general = $derived(this.shown.filter((thread) => thread.place.on === 'guideline'));
  highlights = $derived(highlightsOf(this.placed));
  byBlock = $derived(byBlock(this.placed));

  constructor({ guideline, revisions, revision, comments }: Contents) {
    this.guideline = guideline;
    this.revisions = revisions;
    this.revision = revision;
    this.comments = comments;
    this.blocks = new Map(revision.blocks.map((block) => [block.id, block]));
    this.title = opensWithTitle(revision.title, revision.blocks) ? (revision.blocks[0]?.id ?? null) : null;
    this.tree = layOut(revision.blocks, (block) => block);
    this.noteLabels = noteLabels(this.tree.notes, (block) => block);
    this.drafts = this.#unsent();
  }

  get slug(): string {
    return this.guideline.slug;
  }

  textOf = (id: string): string | undefined => this.blocks.get(id)?.text;

  /** Begins a comment; what was begun elsewhere stays as a draft. */
  compose(target: Target) {
    this.target = target;
    this.opened = target.block_id;
    this.active = null;
  }

  /** Begins to propose wording for a block. */
  propose(block_id: string, passage: Passage | null = null) {
    this.close();
    this.proposing = { block_id, passage };
  }

  /** Opens the comments of a block. */
  open(block_id: string | null) {
    this.opened = block_id;
    this.target = null;
  }

  /** Leaves off writing; what was typed stays as a draft. */
  leave() {
    this.target = null;
    this.drafts = this.#unsent();
  }

  close() {
    this.opened = null;
    this.leave();
  }

  /** Takes in a comment that was sent; after a retry it may be here already. */
  add(comment: Comment) {
    this.comments = [...this.comments.filter((one) => one.id !== comment.id), comment];
    this.active = comment.id;
    this.leave();
  }

  /** Changes one comment in place. */
  change(id: string, change: (comment: Comment) => Comment) {
    this.comments = this.comments.map((comment) => (comment.id === id ? change(comment) : comment));
  }

  remove(id: string) {
    this.comments = this.comments.filter((comment) => comment.id !== id);
  }

  /** Fetches the comments again: placements are the server's to say. */
  async refresh() {
    this.comments = await listComments(this.slug, this.revision.number);
  }

  #unsent(): (string | null)[] {
    const places = draftsUnder(this.slug, this.revision.number, this.revision.language);
    return places.map((place) => (place === WHOLE ? null : place)).filter((place) => place === null || this.blocks.has(place));
  }
}
