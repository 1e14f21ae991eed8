import type { Change, Segment } from '$lib/api/wire';

/** A segment with its number in the change. */
export interface Piece {
  index: number;
  segment: Segment;
}

/** The segments of a change by the paragraphs of the new text: a split has several; what merged is one. */
export function paragraphsOf(change: Change): Piece[][] {
  const paragraphs: Piece[][] = [[]];
  for (const [index, segment] of change.segments.entries()) {
    paragraphs.at(-1)?.push({ index, segment });
    if (segment.break && segment.op === 'insert') paragraphs.push([]);
  }
  return paragraphs.filter((pieces) => pieces.length > 0);
}
