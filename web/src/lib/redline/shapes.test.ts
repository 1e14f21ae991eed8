import { expect, it } from 'vitest';

import type { Block, Change } from '$lib/api/wire';
import { layOut } from '$lib/document/tree';

import { shapesOf } from './shapes';

const cell = (table: string, row: number, column: number): Block => ({ id: `${row}.${column}`, kind: 'cell', table, row, column, text: '', marks: [] });
const change = (old_index?: number, new_index?: number): Change => ({ change: 'same', kind: 'cell', old_index, new_index, segments: [] });

it('a deleted row stands as a row of its own where it stood', () => {
  const old = [cell('t1', 0, 0), cell('t1', 1, 0), cell('t1', 2, 0)];
  const fresh = [cell('t9', 0, 0), cell('t9', 1, 0)];
  const changes = [change(0, 0), change(1), change(2, 1)];
  const shapes = shapesOf(changes, old, fresh);
  const [table, ...rest] = layOut(changes, (one) => shapes.get(one)!).body;
  expect(rest).toEqual([]);
  expect(table?.type === 'table' && table.body.map((row) => row.cells.flatMap((cell) => cell.items))).toEqual([[changes[0]], [changes[1]], [changes[2]]]);
});

it('a paragraph deleted from a cell stays in that cell', () => {
  const old = [cell('t1', 3, 0), cell('t1', 3, 1), cell('t1', 3, 1)];
  const fresh = [cell('t1', 5, 0), cell('t1', 5, 1)];
  const changes = [change(0, 0), change(1, 1), change(2)];
  expect(shapesOf(changes, old, fresh).get(changes[2]!)).toMatchObject({ table: 't1', row: 5, column: 1 });
});

it('a table that is gone stays apart', () => {
  const shapes = shapesOf([change(0)], [cell('t1', 0, 0)], []);
  expect([...shapes.values()][0]).toMatchObject({ table: 'old-t1', row: 0 });
});
