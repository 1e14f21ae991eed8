import type { Shape } from '$lib/api/wire';

/**
 * The flat list of blocks as a reader sees it: lists in lists, quotations, tables of rows and
 * cells, notes apart. It knows only shapes, so that a revision's blocks and a redline's changes
 * are laid out by the same rules.
 */
export interface Tree<T> {
  body: Node<T>[];
  notes: Note<T>[];
}

export type Node<T> =
  | { type: 'leaf'; item: T }
  | { type: 'list'; ordered: boolean; items: ListItem<T>[] }
  | { type: 'quote'; children: Node<T>[] }
  | { type: 'table'; head: Row<T>[]; body: Row<T>[] };

export interface ListItem<T> {
  /** None where a list starts deeper than its first level. */
  item: T | null;
  children: Node<T>[];
}

export interface Row<T> {
  cells: Cell<T>[];
}

export interface Cell<T> {
  column: number;
  row_span: number;
  column_span: number;
  header: boolean;
  items: T[];
}

/** A footnote: all its paragraphs. */
export interface Note<T> {
  key: string;
  items: T[];
}

/** Lays out a flat list; `shape` tells where an item belongs. */
export function layOut<T>(items: T[], shape: (item: T) => Shape): Tree<T> {
  const flow = items.filter((item) => shape(item).kind !== 'footnote');
  const notes = items.filter((item) => shape(item).kind === 'footnote');
  return { body: nodes(flow, shape), notes: gather(notes, (item) => shape(item).note ?? '').map(([key, items]) => ({ key, items })) };
}

/** What readers call the notes: the label of the first paragraph, else their order. */
export function noteLabels<T>(notes: Note<T>[], shape: (item: T) => Shape): Map<string, string> {
  const label = (note: Note<T>, index: number) => (note.items[0] && shape(note.items[0]).number) || String(index + 1);
  return new Map(notes.map((note, index) => [note.key, label(note, index)]));
}

type Of<T> = (item: T) => Shape;

function nodes<T>(items: T[], shape: Of<T>): Node<T>[] {
  const out: Node<T>[] = [];
  for (let at = 0; at < items.length; ) {
    const first = items[at] as T;
    const run = runFrom(items, at, shape);
    const kind = shape(first).kind;
    if (kind === 'list_item') out.push(...lists(run, 1, shape));
    else if (kind === 'quote') out.push(...quotes(run, 1, shape));
    else if (kind === 'cell') out.push(table(run, shape));
    else out.push({ type: 'leaf', item: first });
    at += run.length;
  }
  return out;
}

/** The items from here on that belong to one list, quotation or table; else just this one. */
function runFrom<T>(items: T[], at: number, shape: Of<T>): T[] {
  const first = shape(items[at] as T);
  let end = at + 1;
  while (end < items.length && belongs(first, shape(items[end] as T))) end++;
  return items.slice(at, end);
}

function belongs(first: Shape, next: Shape): boolean {
  if (first.kind === 'list_item') return next.kind === 'list_item' || (next.kind === 'paragraph' && !!next.level);
  if (first.kind === 'cell') return next.kind === 'cell' && next.table === first.table;
  return first.kind === 'quote' && next.kind === 'quote';
}

function lists<T>(run: T[], depth: number, shape: Of<T>): Node<T>[] {
  const out: Extract<Node<T>, { type: 'list' }>[] = [];
  for (let at = 0; at < run.length; ) {
    const item = run[at] as T;
    const { kind, level = 1, ordered = false } = shape(item);
    if (kind === 'list_item' && level <= depth) {
      const last = out.at(-1);
      if (last && last.ordered === ordered) last.items.push({ item, children: [] });
      else out.push({ type: 'list', ordered, items: [{ item, children: [] }] });
      at++;
      continue;
    }
    const deeper = deeperThan(run, at, depth, shape);
    children(out, ordered).push(...inside(deeper, depth, shape));
    at += deeper.length;
  }
  return out;
}

/** What follows an item and is nested in it. */
function deeperThan<T>(run: T[], at: number, depth: number, shape: Of<T>): T[] {
  let end = at;
  for (; end < run.length; end++) {
    const { kind, level = 1 } = shape(run[end] as T);
    if (kind === 'list_item' && level <= depth) break;
  }
  return run.slice(at, end);
}

function inside<T>(run: T[], depth: number, shape: Of<T>): Node<T>[] {
  const lead = run.findIndex((item) => shape(item).kind === 'list_item' || (shape(item).level ?? 1) > depth);
  const own = lead < 0 ? run : run.slice(0, lead);
  const rest = lead < 0 ? [] : run.slice(lead);
  const split = rest.findIndex((item) => shape(item).kind === 'paragraph' && (shape(item).level ?? 1) <= depth);
  const nested = split < 0 ? rest : rest.slice(0, split);
  const after = split < 0 ? [] : rest.slice(split);
  const leaves = own.map((item): Node<T> => ({ type: 'leaf', item }));
  return [...leaves, ...lists(nested, depth + 1, shape), ...(after.length ? inside(after, depth, shape) : [])];
}

function children<T>(out: Extract<Node<T>, { type: 'list' }>[], ordered: boolean): Node<T>[] {
  if (out.length === 0) out.push({ type: 'list', ordered, items: [{ item: null, children: [] }] });
  return out.at(-1)?.items.at(-1)?.children ?? [];
}

function quotes<T>(run: T[], depth: number, shape: Of<T>): Node<T>[] {
  const inner: Node<T>[] = [];
  for (let at = 0; at < run.length; ) {
    let end = at;
    while (end < run.length && (shape(run[end] as T).level ?? 1) > depth) end++;
    if (end > at) inner.push(...quotes(run.slice(at, end), depth + 1, shape));
    else inner.push({ type: 'leaf', item: run[end++] as T });
    at = end;
  }
  return [{ type: 'quote', children: inner }];
}

function table<T>(run: T[], shape: Of<T>): Node<T> {
  const rows = gather(run, (item) => shape(item).row ?? 0).map(([, items]) => row(items, shape));
  const isHead = (row: Row<T>) => row.cells.every((cell) => cell.header);
  const heads = rows.findIndex((row) => !isHead(row));
  const split = heads < 0 ? 0 : heads; // a table of nothing but heads has none
  return { type: 'table', head: rows.slice(0, split), body: rows.slice(split) };
}

function row<T>(items: T[], shape: Of<T>): Row<T> {
  const cells = gather(items, (item) => shape(item).column ?? 0).map(([column, items]) => cell(column, items, shape));
  return { cells: cells.sort((a, b) => a.column - b.column) };
}

function cell<T>(column: number, items: T[], shape: Of<T>): Cell<T> {
  const { row_span = 1, column_span = 1, header = false } = shape(items[0] as T);
  return { column, row_span, column_span, header, items };
}

/** Groups by key, in the order in which keys first come. */
function gather<T, K>(items: T[], key: (item: T) => K): [K, T[]][] {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups];
}
