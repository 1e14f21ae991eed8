import { expect, it } from 'vitest';

import type { Block } from '$lib/api/wire';

import { reworded } from './parts';

const note = '\uFFFC';
const block = (text: string, more: Partial<Block> = {}): Block => ({ id: 'p1', kind: 'paragraph', text, marks: [], ...more });

it('marks stay with the words that stay', () => {
  const marks = [{ start: 0, end: 5, type: 'strong' as const }, { start: 12, end: 17, type: 'emphasis' as const }];
  const changed = reworded(block('Sites shall avoid harm', { marks }), 'Sites should avoid harm');
  expect(changed?.marks).toEqual([{ start: 0, end: 5, type: 'strong' }, { start: 13, end: 18, type: 'emphasis' }]);
});

it('a mark on words that went goes', () => {
  const changed = reworded(block('avoid all harm', { marks: [{ start: 6, end: 9, type: 'strong' }] }), 'avoid harm');
  expect(changed?.text).toBe('avoid harm');
  expect(changed?.marks?.every(({ start, end }) => start < end && end <= 10)).toBe(true);
});

it('what is not text keeps its place among the words, and may not be lost', () => {
  const noted = block(`harm${note} to rivers`, { marks: [{ start: 4, end: 5, type: 'note', note: 'n1' }] as Block['marks'] });
  expect(reworded(noted, 'great harm⟦1⟧ to lakes')?.marks).toMatchObject([{ start: 10, end: 11 }]);
  expect(reworded(noted, 'harm to rivers')).toBeNull();
  expect(reworded(noted, ' ')).toBeNull();
});

it('offsets count characters, not their halves', () => {
  const changed = reworded(block('𠮷 river', { marks: [{ start: 2, end: 7, type: 'strong' }] }), '𠮷𠮷 river');
  expect(changed?.marks).toEqual([{ start: 3, end: 8, type: 'strong' }]);
});
