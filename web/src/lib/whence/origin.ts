import type { Change, Segment } from '$lib/api/wire';

/** Where changed words come from. */
export interface Origin {
  /** The same for all that comes from the same suggestion or file; `unknown` where nobody knows. */
  key: string;
  suggestion: string | null;
  /** The number of the revision that was published from a file. */
  revision: number | null;
  author: string | null;
}

const nobody: Origin = { key: 'unknown', suggestion: null, revision: null, author: null };

type Credited = Pick<Change | Segment, 'author' | 'suggestion' | 'import'>;

export function originOf({ suggestion, import: revision, author }: Credited): Origin {
  if (suggestion) return { ...nobody, key: `suggestion ${suggestion}`, suggestion, author: author ?? null };
  if (revision != null) return { ...nobody, key: `file ${revision}`, revision, author: author ?? null };
  return nobody;
}

/** Where a segment's change comes from; of what is not about words, the change as a whole tells. */
export function originIn(change: Change, segment: Segment): Origin {
  return isWords(segment) ? originOf(segment) : originOf(change);
}

/** Where a change comes from, as far as it is one of these segments, or one as a whole. */
export function originsOf(change: Change, isMeant: (segment: number) => boolean): Origin[] {
  const found = new Map<string, Origin>();
  const add = (origin: Origin) => found.set(origin.key, origin);
  if (['moved_from', 'moved_to', 'reformatted'].includes(change.change)) add(originOf(change));
  for (const [index, segment] of change.segments.entries()) {
    const isChanged = segment.op !== 'same' || segment.old_marks !== undefined;
    if (isChanged && isMeant(index)) add(originIn(change, segment));
  }
  if (found.size === 0) add(originOf(change));
  return [...found.values()];
}

function isWords({ op, text }: Segment): boolean {
  return op !== 'same' && text !== '';
}
