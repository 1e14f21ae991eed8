import { expect, it } from 'vitest';

import type { Suggestion } from '$lib/api/wire';

import { waitingFor } from './suggestions.svelte';

const made = (id: string, status: string, by?: string) => ({ id, status, decision: by ? { decided_by: { id: by } } : null }) as Suggestion;

it('asks an editor to confirm what others proposed, and the console', () => {
  const console = { id: 'e', status: 'proposed', decision: { decided_by: null } } as Suggestion;
  const items = [made('a', 'open'), made('b', 'proposed', 'me'), made('c', 'proposed', 'other'), made('d', 'decided', 'other'), console];
  expect(waitingFor('me', items)).toEqual(['c', 'e']);
});
