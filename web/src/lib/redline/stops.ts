import type { Change, Segment } from '$lib/api/wire';

/** The stops of a reader who goes from change to change: which ones each change has. */
export interface Stops {
  total: number;
  /** For each change, the number of its first stop; what has none shares that of the run before. */
  ofChange: (number | null)[];
  /** For each change, the stop of each of its segments. */
  ofSegment: (number | null)[][];
}

/**
 * Counts the stops. A run of adjacent changed segments is one; a block that came, went, moved or
 * changed its form is one as a whole; blocks side by side that came, went or moved together are one.
 */
export function stopsOf(changes: Change[]): Stops {
  const stops: Stops = { total: 0, ofChange: [], ofSegment: [] };
  let before: Change | null = null;
  for (const change of changes) {
    if (isWhole(change)) {
      const joins = before !== null && before.change === change.change && joinable.has(change.change);
      if (!joins) stops.total++;
      stops.ofChange.push(stops.total - 1);
      stops.ofSegment.push(change.segments.map(() => stops.total - 1));
    } else runs(change.segments, stops);
    before = change;
  }
  return stops;
}

const joinable = new Set<Change['change']>(['inserted', 'deleted', 'moved_from', 'moved_to']);
const whole = new Set<Change['change']>(['inserted', 'deleted', 'moved_from', 'moved_to', 'reformatted']);

function isWhole(change: Change): boolean {
  return whole.has(change.change);
}

function runs(segments: Segment[], stops: Stops) {
  const own: (number | null)[] = [];
  for (const [index, segment] of segments.entries()) {
    const isChanged = segment.op !== 'same' || segment.old_marks !== undefined;
    const continues = isChanged && index > 0 && own[index - 1] !== null;
    if (isChanged && !continues) stops.total++;
    own.push(isChanged ? stops.total - 1 : null);
  }
  stops.ofChange.push(own.find((stop) => stop !== null) ?? null);
  stops.ofSegment.push(own);
}
