import type { Contender, Dispute, Person, Ruling, Suggestion } from '$lib/api/wire';

/** A body with how many of its people want a proposal. */
export interface Body {
  name: string;
  count: number;
}

/** The bodies behind a proposal: its author's and its supporters', the largest first. */
export function bodiesBehind({ suggestion, supporters }: Contender): Body[] {
  const people: Person[] = [suggestion.author, ...supporters.filter((one) => one.id !== suggestion.author.id)];
  const counts = new Map<string, number>();
  for (const { organisation, display_name } of people) {
    const name = organisation?.name ?? display_name;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
}

/** The others that a proposal leaves no room for. */
export function rivalsIn({ proposals, collisions }: Dispute, id: string): Suggestion[] {
  const colliding = new Set(collisions.flatMap(({ first, second }) => (first === id ? [second] : second === id ? [first] : [])));
  return proposals.map((one) => one.suggestion).filter((one) => colliding.has(one.id));
}

/**
 * Choosing a proposal over the others. One that does not go into the draft as it stands is written
 * onto it, in the place of what the draft says there: then it takes a reason.
 */
export function choiceOf(contender: Contender, rivals: Suggestion[], reason: string, tag: string): Ruling {
  const { suggestion, against_draft } = contender;
  const supersedes = rivals.map((one) => one.id);
  const common = { reason: reason.trim(), supersedes, version: suggestion.version };
  if (!against_draft) return { ...common, outcome: 'accepted' };
  const parts = suggestion.parts.map(({ block_ids, after, proposal }) => ({ block_ids, after, proposal }));
  return { ...common, outcome: 'accepted_with_modification', parts, onto: tag };
}

/** Names a dispute whatever else is decided meanwhile. */
export function keyOf({ proposals }: Dispute): string {
  return proposals.map((one) => one.suggestion.id).join(' ');
}
