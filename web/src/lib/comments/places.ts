import type { Candidate, Comment, PlacementState } from '$lib/api/wire';
import type { Highlight } from '$lib/document/inline';

/** Where a comment stands in the text that is shown. */
export type Place =
  | { on: 'guideline' }
  | { on: 'block'; block_id: string; start: number | null; end: number | null; state: PlacementState; reason: string | null }
  | { on: 'nothing'; state: PlacementState; reason: string | null; candidates: Candidate[] };

/** The text that is shown. */
export interface Shown {
  number: number;
  language: string;
  blocks: { id: string }[];
}

/** A comment and its place. */
export interface Thread {
  comment: Comment;
  place: Place;
}

/** Filters of the margin. */
export type Filter = 'all' | 'settled' | PlacementState | 'open' | 'decided';

/** Where a comment stands; offsets only count in the language they were made in. */
export function placeOf(comment: Comment, shown: Shown): Place {
  if (comment.block_id === null) return { on: 'guideline' };
  const placement = comment.placement ?? own(comment, shown);
  if (!placement) return { on: 'nothing', state: 'orphaned', reason: null, candidates: [] };
  const { state, block_id, reason = null, candidates = [] } = placement;
  if (state === 'orphaned' || !block_id) return { on: 'nothing', state, reason, candidates };
  const { start = null, end = null } = comment.language === shown.language ? placement : {};
  return { on: 'block', block_id, start, end, state, reason };
}

/** All threads in the order of the text, then by when they were written. */
export function threadsOf(comments: Comment[], shown: Shown): Thread[] {
  const order = new Map(shown.blocks.map((block, index) => [block.id, index]));
  const rank = ({ place }: Thread) => (place.on === 'block' ? (order.get(place.block_id) ?? Infinity) : Infinity);
  const start = ({ place }: Thread) => (place.on === 'block' ? (place.start ?? -1) : -1);
  return comments
    .map((comment) => ({ comment, place: known(placeOf(comment, shown), order) }))
    .sort((a, b) => compare(rank(a), rank(b)) || start(a) - start(b) || compare(a.comment.created_at, b.comment.created_at));
}

/** The passages to highlight in each block. */
export function highlightsOf(threads: Thread[]): Map<string, Highlight[]> {
  const found = new Map<string, Highlight[]>();
  for (const { comment, place } of threads) {
    if (place.on !== 'block' || place.start === null || place.end === null) continue;
    const highlight = { id: comment.id, start: place.start, end: place.end, state: place.state };
    found.set(place.block_id, [...(found.get(place.block_id) ?? []), highlight]);
  }
  return found;
}

/** The threads that stand at each block. */
export function byBlock(threads: Thread[]): Map<string, Thread[]> {
  const found = new Map<string, Thread[]>();
  for (const thread of threads) {
    if (thread.place.on !== 'block') continue;
    found.set(thread.place.block_id, [...(found.get(thread.place.block_id) ?? []), thread]);
  }
  return found;
}

/** How sure the place is, for a comment that has one. */
export function stateOf({ place }: Thread): PlacementState | null {
  return place.on === 'guideline' ? null : place.state;
}

export function passes(thread: Thread, filter: Filter): boolean {
  const state = stateOf(thread);
  if (filter === 'all') return true;
  if (filter === 'settled') return state === null || state === 'exact' || state === 'shifted';
  if (filter === 'open' || filter === 'decided') return thread.comment.status === filter;
  return state === filter;
}

/** Whether people should look whether the place is right. */
export function isDoubtful(state: PlacementState | null): boolean {
  return state === 'fuzzy' || state === 'ambiguous' || state === 'orphaned';
}

function own(comment: Comment, shown: Shown) {
  if (comment.revision !== shown.number) return null;
  return { state: 'exact' as const, block_id: comment.block_id, start: comment.start, end: comment.end, reason: null, candidates: [] };
}

/** A place, or a candidate for one, in a block that this text does not have is none. */
function known(place: Place, order: Map<string, number>): Place {
  if (place.on === 'nothing') return { ...place, candidates: place.candidates.filter(({ block_id }) => order.has(block_id)) };
  if (place.on !== 'block' || order.has(place.block_id)) return place;
  return { on: 'nothing', state: place.state, reason: place.reason, candidates: [] };
}

function compare<T>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
