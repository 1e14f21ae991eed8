import { expect, it } from 'vitest';

import { stack } from './margin';

const cards = (...pairs: [number, number][]) => pairs.map(([desired, height]) => ({ desired, height }));

it.each([
  ['none', cards(), -1, []],
  ['apart, each at its place', cards([0, 10], [50, 10]), -1, [0, 50]],
  ['crowded, pushed down', cards([0, 30], [10, 30], [20, 30]), -1, [0, 35, 70]],
  ['the active one at its place, others make room', cards([100, 30], [110, 30], [115, 30]), 2, [45, 80, 115]],
  ['nothing above the top', cards([0, 30], [10, 30]), 1, [0, 35]],
  ['below the active one at their places', cards([100, 30], [110, 30], [300, 30]), 1, [75, 110, 300]],
])('%s', (_, given, active, expected) => {
  expect(stack(given, 5, active)).toEqual(expected);
});
