import { beforeEach, expect, it, vi } from 'vitest';

import * as desk from '$lib/api/desk';
import type { Group } from '$lib/api/wire';

import { Groups } from './groups.svelte';
import { areReady, languagesOf, rowsOf, tagsOf } from './tagging';

vi.mock('$lib/api/desk');
const group = (...comments: string[]): Group => ({ id: 'g', title: 'Weekly', comments, created_at: '' });

beforeEach(() => {
  vi.resetAllMocks();
  vi.mocked(desk.listGroups).mockResolvedValue([]);
  vi.mocked(desk.proposedGroups).mockResolvedValue([]);
});

it('takes comments out, and the last with its group', async () => {
  const groups = await Groups.of('mining');
  vi.mocked(desk.changeGroup).mockResolvedValue(group('b'));
  expect(await groups.takeOut(group('a', 'b'), 'a')).toBe(true);
  expect(desk.changeGroup).toHaveBeenCalledWith('mining', 'g', { title: 'Weekly', comments: ['b'] });
  await groups.takeOut(group('b'), 'b');
  expect(desk.dissolveGroup).toHaveBeenCalledWith('mining', 'g');
});

it('decides all of a group, and says when it failed', async () => {
  const groups = await Groups.of('mining');
  vi.mocked(desk.decideMany).mockResolvedValueOnce({ changed: 3, left: [] }).mockRejectedValueOnce(new Error('down'));
  expect(await groups.decide(group('a'), { outcome: 'noted', reason: '' })).toBe(3);
  expect(vi.mocked(desk.decideMany).mock.calls[0]?.[1]).toEqual({ filter: { group: 'g' }, outcome: 'noted', reason: '' });
  expect(await groups.decide(group('a'), { outcome: 'noted', reason: '' })).toBe(null);
  expect(groups.error).toBeInstanceOf(Error);
});

it('edits tags without losing what other languages say', () => {
  const rows = rowsOf([{ tag: 'offset', labels: { en: 'Offset', fr: 'Compenser' } }]);
  rows.push({ tag: '', labels: { zh: '避免', pt: 'Evitação total' }, known: false }, { tag: '', labels: { zh: '恢复' }, known: false });
  expect(languagesOf([{ tag: 'offset', labels: { fr: 'x' } }])).toEqual(['en', 'zh', 'pt', 'fr']);
  expect(tagsOf(rows)).toEqual([
    { tag: 'offset', labels: { en: 'Offset', fr: 'Compenser' } },
    { tag: 'evitacao-total', labels: { zh: '避免', pt: 'Evitação total' } },
    { tag: 'tag-3', labels: { zh: '恢复' } },
  ]);
  expect(areReady(rows)).toBe(true);
  expect(areReady([{ tag: 'a', labels: { en: ' ' }, known: true }])).toBe(false);
});
