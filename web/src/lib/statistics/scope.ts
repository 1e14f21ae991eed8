import type { StatisticsScope } from '$lib/api/statistics';

/** What is counted, as the address of the page has it. */
export function scopeOf(query: URLSearchParams): StatisticsScope {
  const number = (name: string) => {
    const value = Number(query.get(name));
    return Number.isInteger(value) && value > 0 ? value : undefined;
  };
  return { from: number('from'), to: number('to'), language: query.get('language') || undefined };
}
