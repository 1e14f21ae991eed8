import type { Contender, Dispute, Person, Suggestion } from '$lib/api/wire';

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

/** Names a dispute whatever else is decided meanwhile. */
export function keyOf({ proposals }: Dispute): string {
  return proposals.map((one) => one.suggestion.id).join(' ');
}
