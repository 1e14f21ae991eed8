import { expect, it } from 'vitest';

import type { TakenRow } from '$lib/api/wire';

import { sortOf } from './taking.svelte';

const place = { block_id: 'p1', language: 'en', how: 'by_quote', confidence: 90 };
const row = (became: string, more: Partial<TakenRow> = {}): TakenRow => ({ at: 1, became, decided: false, place: null, ...more });

it.each([
  [row('comment', { place }), 'placed'],
  [row('suggestion', { place }), 'placed'],
  [row('comment'), 'unplaced'],
  [row('known', { place }), 'known'],
  [row('left_out'), 'left_out'],
])('rows are sorted by what there is to do about them', (one, expected) => {
  expect(sortOf(one)).toBe(expected);
});
