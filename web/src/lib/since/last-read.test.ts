import { beforeEach, expect, it } from 'vitest';

import { LastRead, lastReadIn, lastReadOf } from './last-read.svelte';

beforeEach(() => localStorage.clear());

const opened = async () => {
  const read = new LastRead('mining');
  await Promise.resolve().then(() => undefined);
  return read;
};

it('a visitor is remembered by the browser', async () => {
  const read = await opened();
  expect([read.before, read.isNews(2)]).toEqual([null, true]);
  await read.mark(2);
  expect(await lastReadOf('mining')).toBe(2);
  expect((await opened()).before).toBe(2);
  expect(await lastReadOf('other')).toBeNull();
  expect(lastReadIn({ slug: 'mining', last_read: null })).toBe(2);
});

it('an older revision does not take the place of a newer one', async () => {
  localStorage.setItem('understory:read:mining', '3');
  const read = await opened();
  await read.mark(2);
  expect(await lastReadOf('mining')).toBe(3);
});

it('what is no number is nothing', async () => {
  localStorage.setItem('understory:read:mining', 'x');
  expect(await lastReadOf('mining')).toBeNull();
});
