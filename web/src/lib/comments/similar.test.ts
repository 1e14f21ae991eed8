import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import * as comments from '$lib/api/comments';
import * as desk from '$lib/api/desk';
import type { Alike } from '$lib/api/wire';

import { saysEnough, Similar } from './similar.svelte';

vi.mock('$lib/api/comments');
vi.mock('$lib/api/desk');
const alike = (id: string, author: string) => ({ comment: { id, author: { id: author }, support: { count: 1, mine: false } }, likeness: 0.8 }) as Alike;
const words = 'Tailings should be monitored every week.';
const similar = () => new Similar({ slug: 'mining', revision: 2, language: 'en', block_id: 'p1' }, () => 'me');

beforeEach(() => {
  vi.resetAllMocks();
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

it('asks once the person pauses, and not for the same words again', async () => {
  vi.mocked(desk.findSimilar).mockResolvedValue([alike('a', 'bo'), alike('b', 'me')]);
  const here = similar();
  for (const end of [20, 30, words.length]) here.typed(words.slice(0, end));
  await vi.runAllTimersAsync();
  here.typed(`${words} `);
  await vi.runAllTimersAsync();
  expect(desk.findSimilar).toHaveBeenCalledExactlyOnceWith('mining', { text: words, language: 'en', block_id: 'p1' });
  expect(here.found.map(({ comment }) => comment.id), 'not the own one').toEqual(['a']);
});

it('forgets what it found when the words go', async () => {
  vi.mocked(desk.findSimilar).mockResolvedValue([alike('a', 'bo')]);
  const here = similar();
  here.typed(words);
  await vi.runAllTimersAsync();
  here.typed('Tail');
  expect(here.found).toEqual([]);
});

it('an answer that comes late, or never, harms nothing', async () => {
  let answer: (found: Alike[]) => void = () => undefined;
  vi.mocked(desk.findSimilar).mockReturnValueOnce(new Promise((done) => (answer = done))).mockRejectedValueOnce(new Error('down'));
  const here = similar();
  here.typed(words);
  await vi.advanceTimersByTimeAsync(1_000);
  here.typed(`${words} And rivers, too.`);
  await vi.advanceTimersByTimeAsync(1_000);
  answer([alike('late', 'bo')]);
  await vi.runAllTimersAsync();
  expect(here.found).toEqual([]);
  expect(here.error).toBe(null);
});

it('supports another one instead', async () => {
  const here = similar();
  here.found = [alike('a', 'bo')];
  const now = await here.support(here.found[0]!.comment);
  expect(comments.setSupport).toHaveBeenCalledWith('a', true);
  expect(now?.support).toEqual({ count: 2, mine: true });
  vi.mocked(comments.setSupport).mockRejectedValue(new Error('down'));
  expect(await here.support(here.found[0]!.comment)).toBe(null);
  expect(here.error).toBeInstanceOf(Error);
});

it.each([['short', false], ['long enough to mean it', true], ['尾矿库', false], ['尾矿库应当监测', true]])('%s', (text, expected) => {
  expect(saysEnough(text)).toBe(expected);
});
