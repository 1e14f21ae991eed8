import { beforeEach, expect, it, vi } from 'vitest';

import * as api from '$lib/api/draft';
import { problemOf, Unreachable } from '$lib/api/problem';
import type { PublishReport } from '$lib/api/wire';

import { Release } from './release.svelte';

vi.mock('$lib/api/draft');
const report = (undecided: number) =>
  ({ number: 4, undecided, waiting: { comments: { open: 1, proposed: 0 }, suggestions: { open: undecided - 2, proposed: 1 } } }) as PublishReport;

beforeEach(() => {
  localStorage.clear();
  vi.resetAllMocks();
});

it('publishes only what was checked, and what is undecided only knowingly', async () => {
  const send = vi.mocked(api.releaseDraft).mockResolvedValue(report(6));
  const release = new Release('mining', 3);
  expect(release.mayPublish).toBe(false);
  await release.check();
  expect(release.mayPublish).toBe(false);
  release.knowing = true;
  expect(release.mayPublish).toBe(true);
  await release.publish();
  expect(release.published).toEqual(report(6));
  expect(send.mock.lastCall?.[1]).toEqual({ note: '', expected: 3, undecided: true, known: { comments: 1, suggestions: 5 }, check: false });
});

it('asks again where others became undecided in the meantime', async () => {
  const send = vi.mocked(api.releaseDraft).mockResolvedValueOnce(report(6)).mockRejectedValueOnce(problemOf(409, { comments: 3, suggestions: 1 })).mockResolvedValueOnce(report(7));
  const release = new Release('mining', 3);
  await release.check();
  release.knowing = true;
  await release.publish();
  expect([release.overtaken, release.knowing, release.mayPublish, release.error, release.checked]).toEqual([true, false, false, null, report(7)]);
  expect(send.mock.lastCall?.[1]).toMatchObject({ check: true });
});

it('publishes again with the same key where no answer came', async () => {
  const send = vi.mocked(api.releaseDraft).mockRejectedValueOnce(new Unreachable()).mockResolvedValueOnce(report(0));
  const release = new Release('mining', 3);
  await release.publish();
  await release.publish();
  expect(send.mock.calls[0]?.[2]).toBe(send.mock.calls[1]?.[2]);
});
