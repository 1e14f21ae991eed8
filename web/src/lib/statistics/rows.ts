import type { ClauseTally, Outcome, OutcomeTally, Tally } from '$lib/api/wire';

/** A row of a table with bars. */
export interface Row {
  key: string;
  name: string;
  /** What stands above it, for clauses. */
  above?: string;
  tally: Tally;
  /** Where it is listed: all of it, its comments, its suggestions. */
  href?: string;
  comments?: string;
  suggestions?: string;
}

/** A clause as people name it. */
export function clauseName({ number, title }: ClauseTally): string {
  return [number, title].filter(Boolean).join(' ');
}

/** By what the lists are filtered to see what became of it. */
export function outcomeFilter({ status, outcome }: OutcomeTally): string {
  return outcome ? `outcome=${outcome satisfies Outcome}` : `status=${status}`;
}

/** How long the bars are, in percent of the longest: all of it, and what is decided. */
export function barOf({ total, decided }: Tally, most: number): { total: number; decided: number } {
  const share = (count: number) => (most > 0 ? Math.round((count / most) * 1000) / 10 : 0);
  return { total: share(total), decided: share(decided) };
}
