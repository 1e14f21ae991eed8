import { PLACEHOLDER } from '$lib/document/inline';
import { scalarLength, scalarSlice } from '$lib/text/offsets';

/** A passage with some of what stands around it. */
export interface Excerpt {
  before: string;
  words: string;
  after: string;
}

/** How many characters around a passage tell which one it is. */
const REACH = 40;
/** How many characters of a whole block tell which one it is. */
const OPENING = 120;

/** A passage of a block among its neighbours; without a range, how the block begins. */
export function excerpt(text: string, start?: number | null, end?: number | null): Excerpt {
  const length = scalarLength(text);
  const isRange = typeof start === 'number' && typeof end === 'number';
  const [from, to] = isRange ? [start, end] : [0, 0];
  const left = Math.max(0, from - REACH);
  const right = Math.min(length, isRange ? to + REACH : OPENING);
  return {
    before: (left > 0 ? '…' : '') + plain(text, left, from),
    words: plain(text, from, to),
    after: plain(text, to, right) + (right < length ? '…' : ''),
  };
}

function plain(text: string, start: number, end: number): string {
  return scalarSlice(text, start, end).replaceAll(PLACEHOLDER, '');
}
