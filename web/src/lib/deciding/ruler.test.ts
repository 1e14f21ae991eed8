import { beforeEach, expect, it } from 'vitest';

import type { Suggestion } from '$lib/api/wire';

import { missingOf, offeredFor, Ruler, rulingOf, type Verdict } from './ruler.svelte';

const hunk = (index: number) => ({ index, kind: 'text' as const, part: 0, block_id: 'p1', start: 0, end: 1, deleted: 'a', inserted: 'b' });
const block = { id: 'p1', kind: 'paragraph' as const, text: 'See \uFFFC.', marks: [] };
const suggestion = { id: 's', version: 3, parts: [{ block_ids: ['p1'], after: null, proposal: [block] }], hunks: [hunk(0), hunk(1)] } as unknown as Suggestion;
const verdict = (more: Partial<Verdict>): Verdict => ({ outcome: 'accepted', reason: '', target: '', hunks: [], words: '', supersedes: [], ...more });

beforeEach(() => localStorage.clear());

it('offers only what can be done with the suggestion', () => {
  expect(offeredFor(suggestion)).toContain('partly_accepted');
  expect(offeredFor({ ...suggestion, hunks: [hunk(0)] })).not.toContain('partly_accepted');
  expect(offeredFor({ ...suggestion, parts: [] })).not.toContain('accepted_with_modification');
  expect(offeredFor(suggestion)).not.toContain('withdrawn');
});

it.each([
  [{ outcome: 'accepted' }, null],
  [{ outcome: 'rejected' }, 'reason'],
  [{ outcome: 'duplicate' }, 'target'],
  [{ outcome: 'partly_accepted', reason: 'x', hunks: [] }, 'hunks'],
  [{ outcome: 'partly_accepted', reason: 'x', hunks: [0, 1] }, 'hunks'],
  [{ outcome: 'partly_accepted', reason: 'x', hunks: [1] }, null],
  [{ outcome: 'accepted_with_modification', reason: 'x', words: 'See ⟦1' }, 'words'],
] as const)('%o lacks %s', (more, missing) => {
  expect(missingOf(verdict(more as never), suggestion)).toBe(missing);
});

it('sends what belongs to the outcome and nothing else', () => {
  expect(rulingOf(verdict({ target: 'left over', hunks: [1, 0], words: 'x' }), suggestion)).toEqual({ outcome: 'accepted', reason: '', version: 3 });
  expect(rulingOf(verdict({ outcome: 'partly_accepted', hunks: [1, 0], reason: ' y ' }), suggestion)).toEqual({ outcome: 'partly_accepted', reason: 'y', version: 3, hunks: [0, 1] });
  expect(rulingOf(verdict({ outcome: 'accepted_with_modification', words: 'Do see ⟦1⟧.' }), suggestion).text).toBe('Do see \uFFFC.');
  expect(rulingOf(verdict({ outcome: 'accepted_with_modification', words: 'x', onto: '3.1' }), suggestion).onto).toBe('3.1');
  expect(rulingOf(verdict({ onto: '3.1' }), suggestion).onto).toBeUndefined();
  expect(rulingOf(verdict({ outcome: 'rejected', supersedes: ['s2'] }), suggestion).supersedes).toBeUndefined();
});

it('keeps a decision until it is made', async () => {
  const ruler = new Ruler('s', suggestion, async () => 'done');
  ruler.verdict.reason = 'because';
  ruler.keep();
  const again = new Ruler('s', suggestion, async () => 'done');
  expect(again.verdict.reason).toBe('because');
  expect(await again.send()).toBe('done');
  expect(new Ruler('s', suggestion, async () => 'done').verdict.reason).toBe('');
});
