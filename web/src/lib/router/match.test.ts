import { expect, it } from 'vitest';

import { match } from './match';

it.each([
  ['/', '/', {}],
  ['/', '/me', null],
  ['/guidelines/:slug', '/guidelines/mining', { slug: 'mining' }],
  ['/guidelines/:slug', '/guidelines/mining/', { slug: 'mining' }],
  ['/guidelines/:slug', '/guidelines/mining/members', null],
  ['/guidelines/:slug/redline/:range', '/guidelines/mining/redline/1..2', { slug: 'mining', range: '1..2' }],
  ['/guidelines/:slug', '/guidelines/%E7%9F%BF', { slug: '矿' }],
  ['/guidelines/:slug', '/guidelines/%E7', null],
])('%s matches %s as %o', (pattern, path, expected) => {
  expect(match(pattern, path)).toEqual(expected);
});
