import { expect, it } from 'vitest';

import type { Segment } from '$lib/api/wire';

import { paragraphsOf } from './paragraphs';

const same: Segment = { op: 'same', text: 'x' };
const paragraphEnd = (op: Segment['op']): Segment => ({ op, text: '', break: true });

it.each([
  ['an edit', [same, same], [[0, 1]]],
  ['a split', [same, paragraphEnd('insert'), same], [[0, 1], [2]]],
  ['a merge', [same, paragraphEnd('delete'), same], [[0, 1, 2]]],
  ['nothing', [], []],
])('%s', (_, segments, expected) => {
  const paragraphs = paragraphsOf({ change: 'edited', kind: 'paragraph', segments });
  expect(paragraphs.map((pieces) => pieces.map((piece) => piece.index))).toEqual(expected);
});
