import { expect, it } from 'vitest';

import type { Contender, Dispute } from '$lib/api/wire';

import { bodiesBehind, rivalsIn } from './bodies';

const person = (id: string, organisation: string | null) => ({ id, display_name: `Person ${id}`, organisation: organisation ? { id: organisation, name: organisation, stakeholder_group: 'ngo' as const } : null });
const contender = (id: string, author: ReturnType<typeof person>, supporters = [author]) => ({ suggestion: { id, author }, supporters }) as unknown as Contender;

it('names the bodies behind a proposal, each person once', () => {
  const author = person('a', 'Serra Viva');
  const found = bodiesBehind(contender('s', author, [author, person('b', 'Lanhe'), person('c', 'Lanhe'), person('d', null)]));
  expect(found).toEqual([{ name: 'Lanhe', count: 2 }, { name: 'Serra Viva', count: 1 }, { name: 'Person d', count: 1 }]);
});

it('knows which proposals a chosen one leaves no room for', () => {
  const proposals = ['s1', 's2', 's3'].map((id) => contender(id, person(id, null)));
  const dispute = { blocks: [], proposals, collisions: [{ first: 's1', second: 's2', conflict: [] }, { first: 's2', second: 's3', conflict: [] }] } as Dispute;
  expect(rivalsIn(dispute, 's1').map((one) => one.id)).toEqual(['s2']);
  expect(rivalsIn(dispute, 's2').map((one) => one.id)).toEqual(['s1', 's3']);
});
