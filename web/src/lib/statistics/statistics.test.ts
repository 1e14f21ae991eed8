import { expect, it } from 'vitest';

import { barOf, clauseName, outcomeFilter } from './rows';
import { scopeOf } from './scope';
import { pathOf, seriesOf, stepsTo } from './series';

const tally = { comments: 3, suggestions: 1, total: 4, decided: 1, supports: 0 };
const day = (day: string, received: number, decided: number) => ({ day, comments: received, suggestions: 0, received, decided });

it('reads the scope from the address and nothing that is no number', () => {
  expect(scopeOf(new URLSearchParams('from=2&to=x&language=zh'))).toEqual({ from: 2, to: undefined, language: 'zh' });
  expect(scopeOf(new URLSearchParams('from=-1&to=1.5'))).toEqual({ from: undefined, to: undefined, language: undefined });
});

it('adds up from day to day', () => {
  const { points, steps, days } = seriesOf([day('2026-11-20', 8, 0), day('2026-11-21', 0, 3), day('2026-11-24', 2, 1)]);
  expect(points.map(({ x, received, decided }) => [x, received, decided])).toEqual([[0, 8, 0], [0.25, 8, 3], [1, 10, 4]]);
  expect(steps).toEqual([0, 5, 10]);
  expect(points.at(-1)?.received_y).toBe(1);
  expect(days.map(({ day }) => day)).toEqual(['2026-11-20', '2026-11-24']);
});

it('shows a single day in the middle, and nothing where nothing was', () => {
  expect(seriesOf([day('2026-11-20', 1, 1)]).points[0]?.x).toBe(0.5);
  expect(seriesOf([])).toEqual({ points: [], steps: [0], days: [] });
});

it.each([[0, [0]], [1, [0, 1]], [3, [0, 1, 2, 3]], [35, [0, 10, 20, 30, 40]], [20_000, [0, 5000, 10_000, 15_000, 20_000]]])('has round steps up to %i', (most, steps) => {
  expect(stepsTo(most)).toEqual(steps);
});

it('goes level until something happens', () => {
  expect(pathOf([{ x: 0, y: 9 }, { x: 4, y: 7 }])).toBe('M0 9H4V7');
});

it('measures bars by the longest', () => {
  expect(barOf(tally, 8)).toEqual({ total: 50, decided: 12.5 });
  expect(barOf({ ...tally, total: 0, decided: 0 }, 0)).toEqual({ total: 0, decided: 0 });
});

it('names clauses and filters as people and lists do', () => {
  const clause = { ...tally, block_id: 'b', number: '4.2', title: 'Offsets', above: [] };
  expect(clauseName(clause)).toBe('4.2 Offsets');
  expect(clauseName({ ...clause, number: null })).toBe('Offsets');
  expect(outcomeFilter({ ...tally, status: 'decided', outcome: 'noted' })).toBe('outcome=noted');
  expect(outcomeFilter({ ...tally, status: 'open', outcome: null })).toBe('status=open');
});
