import { describe, expect, it } from 'vitest';

import type { Comment, Placement } from '$lib/api/wire';

import { highlightsOf, passes, placeOf, threadsOf, type Filter } from './places';

const shown = { number: 2, language: 'en', blocks: [{ id: 'b1' }, { id: 'b2' }] };

function comment(id: string, more: Partial<Comment> = {}): Comment {
  const author = { id: 'u', display_name: 'Ana', organisation: null };
  return {
    id, revision: 1, language: 'en', block_id: 'b1', start: 0, end: 4, quote: 'text', kind: 'general', body: 'x', author,
    created_at: '2026-11-01T00:00:00Z', edited_at: null, status: 'open', deleted: false, replies: [], support: { count: 0, mine: false }, decision: null, assignment: null, tags: [], ...more,
  };
}

const at = (state: Placement['state'], block_id?: string, start?: number, end?: number): Placement => ({ state, block_id, start, end });

describe('the place of a comment', () => {
  it('is what the server says', () => {
    expect(placeOf(comment('c', { placement: at('shifted', 'b2', 3, 7) }), shown)).toMatchObject({ on: 'block', block_id: 'b2', start: 3, end: 7 });
  });

  it('is its own where it was made', () => {
    expect(placeOf(comment('c', { revision: 2 }), shown)).toMatchObject({ on: 'block', state: 'exact', start: 0 });
  });

  it('in another language is the whole block', () => {
    const place = placeOf(comment('c', { language: 'zh', placement: at('exact', 'b1', 0, 2) }), shown);
    expect(place).toMatchObject({ on: 'block', block_id: 'b1', start: null, end: null });
  });

  it('is nowhere when orphaned, without a block, or unknown', () => {
    expect(placeOf(comment('c', { placement: { ...at('orphaned'), reason: 'deleted' } }), shown)).toEqual({ on: 'nothing', state: 'orphaned', reason: 'deleted', candidates: [] });
    expect(placeOf(comment('c', { placement: at('ambiguous') }), shown)).toMatchObject({ on: 'nothing', state: 'ambiguous' });
    expect(placeOf(comment('c'), shown)).toMatchObject({ on: 'nothing' });
    expect(threadsOf([comment('c', { placement: at('exact', 'gone', 0, 1) })], shown)[0]?.place.on).toBe('nothing');
  });

  it('that is not certain has candidates, where this text has them', () => {
    const candidates = [{ block_id: 'b1', start: 0, end: 4 }, { block_id: 'gone', start: 0, end: 4 }, { block_id: 'b2' }];
    const [thread] = threadsOf([comment('c', { placement: { ...at('ambiguous'), candidates } })], shown);
    expect(thread?.place).toMatchObject({ on: 'nothing', candidates: [candidates[0], candidates[2]] });
  });

  it('may be the guideline', () => {
    expect(placeOf(comment('c', { block_id: null, start: null, end: null }), shown)).toEqual({ on: 'guideline' });
  });
});

it('threads stand in the order of the text', () => {
  const comments = [
    comment('lost', { placement: at('orphaned') }),
    comment('second', { placement: at('exact', 'b2', 0, 1) }),
    comment('later', { placement: at('exact', 'b1', 5, 6) }),
    comment('block', { placement: at('exact', 'b1') }),
    comment('first', { placement: at('exact', 'b1', 1, 2) }),
  ];
  expect(threadsOf(comments, shown).map((thread) => thread.comment.id)).toEqual(['block', 'first', 'later', 'second', 'lost']);
});

it('passages are highlighted, whole blocks are not', () => {
  const threads = threadsOf([comment('a', { placement: at('fuzzy', 'b1', 1, 2) }), comment('b', { placement: at('exact', 'b1') })], shown);
  expect(highlightsOf(threads).get('b1')).toEqual([{ id: 'a', start: 1, end: 2, state: 'fuzzy' }]);
});

it.each<[Filter, string[]]>([
  ['all', ['sure', 'unsure', 'lost', 'whole']],
  ['settled', ['sure', 'whole']],
  ['fuzzy', ['unsure']],
  ['orphaned', ['lost']],
  ['decided', ['lost']],
])('the filter %s passes %j', (filter, expected) => {
  const comments = [
    comment('sure', { placement: at('exact', 'b1', 0, 1) }),
    comment('unsure', { placement: at('fuzzy', 'b2', 0, 1) }),
    comment('lost', { placement: at('orphaned'), status: 'decided' }),
    comment('whole', { block_id: null }),
  ];
  const threads = threadsOf(comments, shown);
  expect(threads.filter((thread) => passes(thread, filter)).map((thread) => thread.comment.id).sort()).toEqual([...expected].sort());
});
