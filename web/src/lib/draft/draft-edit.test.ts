import { beforeEach, expect, it, vi } from 'vitest';

import * as api from '$lib/api/draft';
import { problemOf } from '$lib/api/problem';
import type { Block, Drafted } from '$lib/api/wire';

import { DraftEdit } from './draft-edit.svelte';

vi.mock('$lib/api/draft');
const block: Block = { id: 'p1', kind: 'paragraph', text: 'Avoid impacts.', marks: [] };
const edit = () => new DraftEdit('mining', 'en', '3.1', block, 'edit', () => ['s9']);

beforeEach(() => {
  localStorage.clear();
  vi.resetAllMocks();
});

it('sends the words against the draft that was read, and then forgets them', async () => {
  const put = vi.mocked(api.editDraftBlock).mockResolvedValue({ tag: '3.2' } as Drafted);
  const one = edit();
  expect(one.ready).toBe(false);
  one.words = 'Avoid all impacts.';
  one.keep();
  expect(edit().words).toBe('Avoid all impacts.');
  expect(await one.send()).toEqual({ tag: '3.2' });
  expect(put).toHaveBeenCalledWith('mining', 'p1', '3.1', { language: 'en', text: 'Avoid all impacts.', rationale: '', supersedes: ['s9'] });
  expect(localStorage.length).toBe(0);
});

it('keeps what was typed where the draft went on, shows what it says now, and goes on from there', async () => {
  const now = { ...block, text: 'Avoid harm.' };
  const put = vi.mocked(api.editDraftBlock).mockRejectedValueOnce(problemOf(412, { tag: '3.2', block: now })).mockResolvedValueOnce({ tag: '3.3' } as Drafted);
  const one = edit();
  one.words = 'Avoid all impacts.';
  one.keep();
  expect(await one.send()).toBeNull();
  expect([one.since, one.error, one.words]).toEqual([now, null, 'Avoid all impacts.']);
  expect(edit().words).toBe('Avoid all impacts.');
  expect(await one.send()).toEqual({ tag: '3.3' });
  expect(put.mock.calls[1]?.[2]).toBe('3.2');
});
