import { expect, it } from 'vitest';

import { fromEditable, toEditable } from './placeholders';

it('shows what is not text as a number, and turns it back', () => {
  expect(toEditable('See \uFFFC and \uFFFC.')).toBe('See ⟦1⟧ and ⟦2⟧.');
  expect(fromEditable('As said, see ⟦1⟧ and ⟦2⟧.', 2)).toEqual({ text: 'As said, see \uFFFC and \uFFFC.', lost: [], problem: null });
});

it.each([
  ['See ⟦2⟧.', 2, 'See \uFFFC.', [1]],
  ['See ⟦7⟧.', 0, 'See ⟦7⟧.', []],
  ['见⟦1⟧。', 1, '见\uFFFC。', []],
])('%s with %i things is sent as %s', (words, count, text, lost) => {
  expect(fromEditable(words, count)).toEqual({ text, lost, problem: null });
});

it.each([
  ['⟦2⟧ then ⟦1⟧', 2, 'order'],
  ['⟦1⟧ and ⟦1⟧', 1, 'order'],
  ['half of it: ⟦1', 1, 'broken'],
  ['no such thing: ⟦9⟧', 1, 'broken'],
] as const)('%s is not sent', (words, count, problem) => {
  expect(fromEditable(words, count).problem).toBe(problem);
});
