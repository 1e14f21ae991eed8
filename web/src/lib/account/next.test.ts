import { expect, it } from 'vitest';

import { nextAddress } from './next';

it.each([
  [null, '/'],
  ['/guidelines/mining', '/guidelines/mining'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/\t/evil.example', '/'],
])('%j leads to %j', (next, expected) => {
  expect(nextAddress(next)).toBe(expected);
});
