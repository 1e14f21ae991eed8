import { afterEach, expect, it, vi } from 'vitest';

import { problemOf, Unreachable } from '$lib/api/problem';
import type { Returned } from '$lib/api/wire';

import { Returning } from './returning.svelte';

const bringBack = vi.hoisted(() => vi.fn());
vi.mock('$lib/api/returns', () => ({ bringBack }));
afterEach(() => bringBack.mockReset());

const file = (name: string) => new File(['x'], name);
const returned = { revision: 2 } as Returned;

it('a file that fails does not keep the others', async () => {
  bringBack.mockRejectedValueOnce(problemOf(422, {})).mockResolvedValueOnce(returned);
  const returning = new Returning('mining');
  returning.choose([file('none.docx'), file('good.docx')]);
  await returning.send();
  expect(returning.pieces.map(({ state }) => state)).toEqual(['failed', 'done']);
  expect(returning.pieces[1]?.returned).toEqual(returned);
  expect(returning.busy).toBe(false);
});

it('only what may yet succeed is tried again, under the same key', async () => {
  bringBack.mockRejectedValueOnce(new Unreachable()).mockRejectedValueOnce(problemOf(422, {})).mockResolvedValueOnce(returned);
  const returning = new Returning('mining');
  returning.choose([file('lost.docx'), file('none.docx')]);
  await returning.send();
  expect(returning.pieces.map((piece) => returning.mayRepeat(piece))).toEqual([true, false]);
  const [lost] = returning.pieces;
  await returning.again(lost!);
  expect(lost?.state).toBe('done');
  expect(bringBack.mock.calls[2]?.[2]).toBe(bringBack.mock.calls[0]?.[2]);
});

it('choosing anew replaces what waits and keeps what was sent', async () => {
  bringBack.mockResolvedValue(returned);
  const returning = new Returning('mining');
  returning.choose([file('one.docx')]);
  await returning.send();
  returning.choose([file('two.docx')]);
  returning.choose([file('three.docx')]);
  expect(returning.pieces.map(({ file }) => file.name)).toEqual(['one.docx', 'three.docx']);
  expect(returning.waiting).toBe(1);
});
