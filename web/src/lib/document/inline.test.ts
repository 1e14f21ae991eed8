import { describe, expect, it } from 'vitest';

import type { Atom, Mark } from '$lib/api/wire';

import { inlines, type Highlight, type Inline } from './inline';

/** A compact spelling: marks as <strong>, comments as [c1 ...], atoms as {image}, notes as ^n. */
function spell(pieces: Inline[]): string {
  return pieces.map(spellOne).join('');
}

function spellOne(piece: Inline): string {
  if (piece.type === 'text') return piece.text;
  if (piece.type === 'break') return '/';
  if (piece.type === 'note') return `^${piece.note}`;
  if (piece.type === 'atom') return `{${piece.atom.type}}`;
  const inside = spell(piece.children);
  if (piece.wrap.type === 'mark') return `<${piece.wrap.mark.type}>${inside}</>`;
  return `[${piece.wrap.ids.join('+')}:${piece.wrap.state} ${inside}]`;
}

const mark = (start: number, end: number, type: Mark['type'], more: Partial<Mark> = {}): Mark => ({ start, end, type, ...more });
const comment = (id: string, start: number, end: number, state: Highlight['state'] = 'exact'): Highlight => ({ id, start, end, state });

function check(text: string, marks: Mark[], highlights: Highlight[], expected: string, atoms: Atom[] = []) {
  expect(spell(inlines(text, marks, atoms, highlights))).toBe(expected);
}

describe('the inside of a block', () => {
  it('without marks is its text', () => {
    check('plain', [], [], 'plain');
    check('', [], [], '');
  });

  it('nests marks', () => {
    check('a bold word', [mark(2, 6, 'strong')], [], 'a <strong>bold</> word');
    check('abcd', [mark(0, 3, 'strong'), mark(1, 4, 'emphasis')], [], '<strong>a<emphasis>bc</></><emphasis>d</>');
    check('abcd', [mark(1, 3, 'strong'), mark(0, 4, 'link', { href: '#' })], [], '<link>a<strong>bc</>d</>');
  });

  it('puts comments outermost, in one piece across marks', () => {
    check('abcdef', [mark(2, 4, 'strong')], [comment('c1', 1, 5)], 'a[c1:exact b<strong>cd</>e]f');
  });

  it('names all comments on a shared stretch, as sure as the least sure', () => {
    check('abcdef', [], [comment('c1', 0, 4), comment('c2', 2, 6, 'fuzzy')], '[c1:exact ab][c1+c2:fuzzy cd][c2:fuzzy ef]');
  });

  it('counts characters, not UTF-16 units', () => {
    check('😀尾矿库', [mark(1, 4, 'strong')], [comment('c', 0, 2)], '[c:exact 😀<strong>尾</>]<strong>矿库</>');
  });

  it('shows breaks, notes and atoms where their placeholders stand', () => {
    check('a\nb', [], [], 'a/b');
    check('dry\uFFFC.', [mark(3, 4, 'note', { note: 'n1' })], [], 'dry^n1.');
    check('see \uFFFC', [], [], 'see {image}', [{ at: 4, type: 'image' }]);
    check('\uFFFC', [], [], '{object}');
  });

  it('keeps two equal marks side by side apart', () => {
    check('ab', [mark(0, 1, 'link', { href: '#a' }), mark(1, 2, 'link', { href: '#b' })], [], '<link>a</><link>b</>');
  });
});
