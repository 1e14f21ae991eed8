import type { Block, Change, Shape } from '$lib/api/wire';

/**
 * Where each change belongs in the page: at its new block, or at its old one where it has no other.
 * What only the old table had (a row, a cell) is fitted between the rows of the new one.
 */
export function shapesOf(changes: Change[], old: Block[], fresh: Block[]): Map<Change, Shape> {
  const sides = changes.map((change) => ({ change, old: at(old, change.old_index), fresh: at(fresh, change.new_index) }));
  const tables = tablesOf(sides);
  return new Map(sides.map((side) => [side.change, shapeOf(side, tables)]));
}

interface Side {
  change: Change;
  old: Block | undefined;
  fresh: Block | undefined;
}

interface OldTable {
  table: string;
  /** From old rows to new ones. */
  rows: Map<number, number>;
}

function shapeOf({ change, old, fresh }: Side, tables: Map<string, OldTable>): Shape {
  if (fresh) return shape(fresh);
  if (!old) return shape(change);
  const table = old.kind === 'cell' && old.table ? tables.get(old.table) : undefined;
  if (!table) return { ...shape(old), table: old.table && `old-${old.table}` };
  const row = old.row ?? 0;
  // A row that is gone keeps a number of its own, which no new row has.
  return { ...shape(old), table: table.table, row: table.rows.get(row) ?? -1 - row };
}

/** Which new table and row each old one became, by the cells that are on both sides. */
function tablesOf(sides: Side[]): Map<string, OldTable> {
  const tables = new Map<string, OldTable>();
  for (const { old, fresh } of sides) {
    if (!old?.table || !fresh?.table || old.row === undefined || fresh.row === undefined) continue;
    const found = tables.get(old.table) ?? { table: fresh.table, rows: new Map() };
    if (!found.rows.has(old.row)) found.rows.set(old.row, fresh.row);
    tables.set(old.table, found);
  }
  return tables;
}

function shape({ kind, level, ordered, number, table, row, column, row_span, column_span, header, note, info }: Shape): Shape {
  return { kind, level, ordered, number, table, row, column, row_span, column_span, header, note, info };
}

function at(blocks: Block[], index: number | null | undefined): Block | undefined {
  return index === null || index === undefined ? undefined : blocks[index];
}
