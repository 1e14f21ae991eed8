import { expect, it } from 'vitest';

import type { Change, ChangeKind, Segment } from '$lib/api/wire';

import { originOf, originsOf } from './origin';

const words = (op: Segment['op'], more: Partial<Segment> = {}): Segment => ({ op, text: 'x', ...more });
const change = (kind: ChangeKind, segments: Segment[], more: Partial<Change> = {}): Change => ({ change: kind, kind: 'paragraph', segments, ...more });
const keys = (of: Change, from = 0) => originsOf(of, (index) => index >= from).map((origin) => origin.key);

it('each origin is named once, and nobody where nobody knows', () => {
  const segments = [words('delete', { suggestion: 'a' }), words('insert', { suggestion: 'a' }), words('same'), words('insert', { import: 3 }), words('delete')];
  expect(keys(change('edited', segments))).toEqual(['suggestion a', 'file 3', 'unknown']);
  expect(keys(change('edited', segments), 2)).toEqual(['file 3', 'unknown']);
});

it('a move, a new format and a divided paragraph are told by the change', () => {
  const mover = { suggestion: 'm', author: 'Ana' };
  expect(keys(change('moved_to', [words('same')], mover))).toEqual(['suggestion m']);
  expect(keys(change('edited', [words('same', { old_marks: [] })], mover))).toEqual(['suggestion m']);
  expect(keys(change('split', [words('same'), words('insert', { text: '', break: true })], mover))).toEqual(['suggestion m']);
  expect(keys(change('reformatted', [words('same')]))).toEqual(['unknown']);
});

it('a file has a number, and perhaps somebody who published it', () => {
  expect(originOf({ import: 2, author: 'Lin' })).toMatchObject({ key: 'file 2', revision: 2, author: 'Lin' });
  expect(originOf({ import: 2 }).author).toBeNull();
});
