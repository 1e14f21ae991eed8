import { expect, it } from 'vitest';

import { linkOf } from './link';

const notice = { guideline: 'mining', title: 'Mining', kind: 'decided' as const, happening: {}, at: '', read_at: null };

it.each([
  [{ suggestion: 's1' }, '/guidelines/mining/suggestions?id=s1'],
  [{ comment: 'c1' }, '/guidelines/mining/mine#c1'],
  [{ comment: 'c1', kind: 'replied' as const }, '/guidelines/mining?comment=c1'],
  [{}, '/guidelines/mining'],
])('a notice of %o leads to %s', (more, link) => {
  expect(linkOf({ ...notice, ...more })).toBe(link);
});
