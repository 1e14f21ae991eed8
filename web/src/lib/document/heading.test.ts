import { expect, it } from 'vitest';

import { headingTag, opensWithTitle } from './heading';

it.each([
  [0, { tag: 'h1' }],
  [1, { tag: 'h2' }],
  [5, { tag: 'h6' }],
  [6, { tag: 'h6', ariaLevel: 7 }],
])('level %i is %o', (level, expected) => {
  expect(headingTag(level)).toEqual(expected);
});

it('a text may open with its own title', () => {
  const heading = (text: string, level = 1) => [{ kind: 'heading' as const, level, text }];
  expect(opensWithTitle('Mining  guide', heading('Mining guide'))).toBe(true);
  expect(opensWithTitle('Mining guide', heading('Scope'))).toBe(false);
  expect(opensWithTitle('Mining guide', heading('Mining guide', 2))).toBe(false);
  expect(opensWithTitle('Mining guide', [])).toBe(false);
});
