import { expect, it } from 'vitest';

import { problemOf } from '$lib/api/problem';

import { changedSince, clashOf, undecidedOf } from './clash';

const block = { id: 'p1', kind: 'paragraph', text: 'a', marks: [] };

it('reads the clash out of a conflict, and nothing out of another', () => {
  const conflict = [{ base: block, ours: block, theirs: block, disputes: [] }];
  expect(clashOf(problemOf(409, { conflict, with: ['s1'] }))).toEqual({ conflicts: conflict, others: ['s1'] });
  expect(clashOf(problemOf(409, { detail: 'decided already' }))).toBeNull();
  expect(clashOf(new Error('x'))).toBeNull();
});

it('reads what is not decided', () => {
  expect(undecidedOf(problemOf(409, { comments: 3, suggestions: 0 }))).toEqual({ comments: 3, suggestions: 0 });
  expect(undecidedOf(problemOf(409, { current: 3 }))).toBeNull();
});

it('reads how the draft stands now', () => {
  expect(changedSince(problemOf(412, { tag: '3.2', block }))).toEqual({ tag: '3.2', block });
  expect(changedSince(problemOf(412, { tag: '3.2', block: null }))).toEqual({ tag: '3.2', block: null });
  expect(changedSince(problemOf(409, { tag: '3.2' }))).toBeNull();
});
