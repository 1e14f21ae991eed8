import { beforeEach, expect, it, vi } from 'vitest';

import * as api from '$lib/api/comments';
import type { Comment } from '$lib/api/wire';

import { likeness, queryOf, Triage } from './triage.svelte';

vi.mock('$lib/api/comments');
const comment = (id: string, deleted = false) => ({ id, deleted }) as Comment;
const page = (...items: Comment[]) => ({ items, next_cursor: null });

beforeEach(() => vi.resetAllMocks());

it('asks what the address says', () => {
  expect(queryOf(new URLSearchParams('status=open&q=net+gain&mine=1&answer=no'), 'u1')).toMatchObject({ status: 'open', q: 'net gain', assignee: 'u1', satisfied: false });
  expect(queryOf(new URLSearchParams(''), 'u1')).toMatchObject({ status: undefined, assignee: undefined, satisfied: undefined });
});

it('chooses all that can be decided, and none again', () => {
  const triage = new Triage('mining', {}, page(comment('a'), comment('b'), comment('c', true)));
  triage.toggleAll();
  expect([...triage.chosen]).toEqual(['a', 'b']);
  expect(triage.allChosen).toBe(true);
  triage.toggle('a');
  expect(triage.allChosen).toBe(false);
  triage.toggleAll();
  triage.toggleAll();
  expect(triage.chosen.size).toBe(0);
});

it('keeps what was chosen where a deed fails', async () => {
  const triage = new Triage('mining', {}, page(comment('a')));
  triage.toggle('a');
  expect(await triage.together(() => Promise.reject(new Error('x')))).toBe(false);
  expect([...triage.chosen]).toEqual(['a']);
  vi.mocked(api.listCommentPage).mockResolvedValue(page(comment('a')));
  expect(await triage.together(async (ids) => ({ changed: ids.length, left: [] }))).toBe(true);
  expect([triage.chosen.size, triage.done?.changed]).toEqual([0, 1]);
});

it('finds likeness in English and in Chinese', () => {
  expect(likeness('The figure of ten per cent is too low.', 'Ten per cent is too low a figure')).toBeGreaterThan(0.7);
  expect(likeness('百分之十的比例过低', '百分之十比例太低')).toBeGreaterThan(0.5);
  expect(likeness('百分之十的比例过低', '建议增加社区代表')).toBeLessThan(0.2);
});
