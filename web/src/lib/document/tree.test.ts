import { describe, expect, it } from 'vitest';

import type { Shape } from '$lib/api/wire';

import { layOut, noteLabels, type Node } from './tree';

type Item = Shape & { text: string };

/** A compact spelling: lists as ul(..) and ol(..), quotations as q(..), tables as t(head|row;cell,cell). */
function spell(node: Node<Item>): string {
  if (node.type === 'leaf') return node.item.text;
  if (node.type === 'quote') return `q(${node.children.map(spell).join(' ')})`;
  if (node.type === 'list') {
    const items = node.items.map(({ item, children }) => [item?.text ?? '-', ...children.map(spell)].join(' '));
    return `${node.ordered ? 'ol' : 'ul'}(${items.join(', ')})`;
  }
  const rows = (rows: typeof node.body) =>
    rows.map((row) => row.cells.map((cell) => cell.items.map((item) => item.text).join('+') + spans(cell)).join(',')).join(';');
  return `t(${rows(node.head)}|${rows(node.body)})`;
}

const spans = (cell: { row_span: number; column_span: number }) =>
  (cell.row_span > 1 ? `↓${cell.row_span}` : '') + (cell.column_span > 1 ? `→${cell.column_span}` : '');

const p = (text: string, level?: number): Item => ({ kind: 'paragraph', text, level });
const li = (text: string, level = 1, ordered = false): Item => ({ kind: 'list_item', text, level, ordered });
const q = (text: string, level = 1): Item => ({ kind: 'quote', text, level });
const td = (text: string, row: number, column: number, more: Partial<Item> = {}): Item => ({ kind: 'cell', table: 't1', text, row, column, ...more });
const fn = (note: string, text: string, number?: string): Item => ({ kind: 'footnote', note, text, number });

function check(items: Item[], expected: string) {
  expect(layOut(items, (item) => item).body.map(spell).join(' ')).toBe(expected);
}

describe('the layout of blocks', () => {
  it('leaves headings, paragraphs, code and figures as they stand', () => {
    check([{ kind: 'heading', level: 1, text: 'H' }, p('a'), { kind: 'code', text: 'c' }, { kind: 'rule', text: '-' }], 'H a c -');
  });

  it('gathers items to lists', () => {
    check([p('a'), li('x'), li('y'), p('b'), li('z')], 'a ul(x, y) b ul(z)');
  });

  it('starts another list where numbers begin', () => {
    check([li('x'), li('1', 1, true), li('2', 1, true)], 'ul(x) ol(1, 2)');
  });

  it('nests by level', () => {
    check([li('a'), li('b', 2), li('c', 3), li('d', 2, true), li('e')], 'ul(a ul(b ul(c)) ol(d), e)');
    check([li('deep', 2), li('x')], 'ul(- ul(deep), x)');
  });

  it('keeps a paragraph that continues an item in that item', () => {
    check([li('a'), p('more', 1), li('b'), p('end')], 'ul(a more, b) end');
    check([li('a'), li('b', 2), p('of b', 2), p('of a', 1), li('c')], 'ul(a ul(b of b) of a, c)');
  });

  it('nests quotations', () => {
    check([q('a'), q('b', 2), q('c')], 'q(a q(b) c)');
  });

  it('makes rows and cells, paragraphs of one cell together', () => {
    const head = { header: true };
    check(
      [td('A', 0, 0, head), td('B', 0, 1, head), td('1', 1, 0), td('2', 1, 1), td('2b', 1, 1)],
      't(A,B|1,2+2b)',
    );
  });

  it('keeps spans', () => {
    check([td('a', 0, 0, { row_span: 2 }), td('b', 0, 1, { column_span: 2 }), td('c', 1, 1)], 't(|a↓2,b→2;c)');
  });

  it('keeps tables apart', () => {
    check([td('a', 0, 0), td('b', 0, 0, { table: 't2' })], 't(|a) t(|b)');
  });
});

describe('notes', () => {
  it('are apart and together', () => {
    const { body, notes } = layOut([p('a'), fn('x', 'one'), fn('x', 'more'), fn('y', 'two')], (item) => item);
    expect(body.map(spell)).toEqual(['a']);
    expect(notes.map((note) => note.items.length)).toEqual([2, 1]);
  });

  it('are called by their label, else by their order', () => {
    const { notes } = layOut([fn('x', 'one'), fn('y', 'two', '†')], (item) => item);
    expect([...noteLabels(notes, (item) => item)]).toEqual([['x', '1'], ['y', '†']]);
  });
});
