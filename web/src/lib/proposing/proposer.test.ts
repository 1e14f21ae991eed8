import { beforeEach, describe, expect, it, vi } from 'vitest';

import * as api from '$lib/api/suggestions';
import { Unreachable } from '$lib/api/problem';
import type { Block, Suggestion } from '$lib/api/wire';

import { isPlain, Proposer, wishOf } from './proposer.svelte';

vi.mock('$lib/api/suggestions');
const block: Block = { id: 'p1', kind: 'paragraph', text: 'Avoid impacts, see \uFFFC.', marks: [] };
const desk = { slug: 'mining', revision: 2, language: 'en', block };

beforeEach(() => {
  localStorage.clear();
  vi.resetAllMocks();
});

describe('a wish', () => {
  const form = { op: 'edit' as const, words: 'Avoid impacts, see ⟦1⟧.', added: '', kind: 'paragraph' as const, level: 1, ordered: false, after: '', rationale: '' };

  it('names only what shall change', () => {
    expect(wishOf(form, block)).toEqual({ op: 'edit', block_id: 'p1' });
    expect(wishOf({ ...form, words: 'Avoid harm, see ⟦1⟧.' }, block)).toEqual({ op: 'edit', block_id: 'p1', text: 'Avoid harm, see \uFFFC.' });
    expect(wishOf({ ...form, kind: 'list_item', level: 2 }, block)).toEqual({ op: 'edit', block_id: 'p1', kind: 'list_item', level: 2, ordered: false });
  });

  it('of another kind is said in its own terms', () => {
    expect(wishOf({ ...form, op: 'insert_after', added: ' New. ' }, block)).toEqual({ op: 'insert_after', block_id: 'p1', text: 'New.', kind: 'paragraph' });
    expect(wishOf({ ...form, op: 'move', after: 'p7' }, block)).toEqual({ op: 'move', block_id: 'p1', after: 'p7' });
    expect(wishOf({ ...form, op: 'move' }, block)).toEqual({ op: 'move', block_id: 'p1', after: null });
    expect(wishOf({ ...form, op: 'delete' }, block)).toEqual({ op: 'delete', block_id: 'p1' });
  });

  it('with a broken placeholder is none', () => {
    expect(wishOf({ ...form, words: 'see ⟦1' }, block)).toBeNull();
  });
});

describe('a proposal', () => {
  it('is kept from the first key on, and forgotten when it is as it was', () => {
    const proposer = new Proposer(desk);
    expect(proposer.ready).toBe(false);
    proposer.form.words = 'Avoid all impacts, see ⟦1⟧.';
    proposer.keep();
    expect(new Proposer(desk).form.words).toBe('Avoid all impacts, see ⟦1⟧.');
    expect(new Proposer(desk).ready).toBe(true);
    proposer.restore();
    expect(localStorage.length).toBe(0);
  });

  it('keeps its key where no answer came, and sends with it again', async () => {
    const create = vi.mocked(api.createSuggestion).mockRejectedValueOnce(new Unreachable()).mockResolvedValueOnce({ id: 's' } as Suggestion);
    const proposer = new Proposer(desk);
    proposer.form.op = 'delete';
    expect(await proposer.send()).toBeNull();
    expect(await new Proposer(desk).send()).toEqual({ id: 's' });
    expect(create.mock.calls[0]?.[2]).toBe(create.mock.calls[1]?.[2]);
    expect(localStorage.length).toBe(0);
  });

  it('of one block can be changed in the form', () => {
    const part = { block_ids: ['p1'], after: null, proposal: [block], redline: {} as never };
    expect(isPlain({ op: 'edit', parts: [part] } as never)).toBe(true);
    expect(isPlain({ op: 'edit', parts: [{ ...part, proposal: [block, block] }] } as never)).toBe(false);
  });
});
