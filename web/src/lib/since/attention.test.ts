import { expect, it } from 'vitest';

import { A_WHILE, Attention } from './attention';

it('only time in front counts', () => {
  let now = 1000;
  const attention = new Attention(() => now);
  attention.front(true);
  now += A_WHILE / 2;
  expect(attention.missing).toBe(A_WHILE / 2);
  attention.front(false);
  now += 10 * A_WHILE;
  expect(attention.missing).toBe(A_WHILE / 2);
  attention.front(true);
  now += A_WHILE;
  expect(attention.missing).toBe(0);
});
