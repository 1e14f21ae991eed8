import type { Atom, Mark, PlacementState } from '$lib/api/wire';
import { toUnit } from '$lib/text/offsets';

/** A commented passage of one block, in scalar values. */
export interface Highlight {
  id: string;
  start: number;
  end: number;
  state: PlacementState;
}

/** What surrounds a stretch of text. */
export type Wrap = { type: 'comments'; ids: string[]; state: PlacementState } | { type: 'mark'; mark: Mark };

/** The inside of a block, ready to be shown. `length` counts UTF-16 units of the block's text. */
export type Inline =
  | { type: 'text'; text: string }
  | { type: 'break' }
  | { type: 'note'; note: string }
  | { type: 'atom'; atom: Atom }
  | { type: 'wrap'; wrap: Wrap; children: Inline[] };

export const PLACEHOLDER = '\uFFFC';

/** Text with its marks, atoms and commented passages as nested pieces; comments lie outermost. */
export function inlines(text: string, marks: Mark[], atoms: Atom[] = [], highlights: Highlight[] = []): Inline[] {
  const layers = [...commentLayers(text, highlights), ...markLayers(text, marks)];
  const notes = new Map(marks.filter(isNote).map((mark) => [toUnit(text, mark.start), mark.note ?? '']));
  const objects = new Map(atoms.map((atom) => [toUnit(text, atom.at), atom]));
  const cuts = cutPoints(text, layers);
  const pieces: Piece[] = [];
  for (let at = 0; at + 1 < cuts.length; at++) {
    const [from, to] = [cuts[at] ?? 0, cuts[at + 1] ?? 0];
    const wraps = layers.filter((layer) => layer.from <= from && layer.to >= to).map((layer) => layer.wrap);
    pieces.push({ wraps: joined(wraps), inline: leaf(text.slice(from, to), notes.get(from), objects.get(from)) });
  }
  return nested(pieces);
}

const weakness: PlacementState[] = ['exact', 'shifted', 'fuzzy', 'ambiguous', 'orphaned'];
const outside: Mark['type'][] = ['link', 'highlight', 'strong', 'emphasis', 'small_caps', 'underline', 'strike', 'sub', 'sup', 'code'];

interface Layer {
  from: number;
  to: number;
  wrap: Wrap;
}

interface Piece {
  wraps: Wrap[];
  inline: Inline;
}

function isNote(mark: Mark): boolean {
  return mark.type === 'note';
}

function commentLayers(text: string, highlights: Highlight[]): Layer[] {
  return highlights.map(({ id, start, end, state }) => ({
    from: toUnit(text, start),
    to: toUnit(text, end),
    wrap: { type: 'comments', ids: [id], state },
  }));
}

function markLayers(text: string, marks: Mark[]): Layer[] {
  const rank = (mark: Mark) => outside.indexOf(mark.type);
  return marks
    .filter((mark) => !isNote(mark))
    .sort((a, b) => rank(a) - rank(b))
    .map((mark) => ({ from: toUnit(text, mark.start), to: toUnit(text, mark.end), wrap: { type: 'mark', mark } }));
}

/** Every border of a layer, and both sides of what is not plain text. */
function cutPoints(text: string, layers: Layer[]): number[] {
  const cuts = new Set([0, text.length]);
  for (const layer of layers) cuts.add(layer.from).add(layer.to);
  for (const match of text.matchAll(/[\uFFFC\n]/g)) cuts.add(match.index).add(match.index + 1);
  return [...cuts].sort((a, b) => a - b);
}

function leaf(text: string, note: string | undefined, atom: Atom | undefined): Inline {
  if (text === '\n') return { type: 'break' };
  if (text !== PLACEHOLDER) return { type: 'text', text };
  if (note !== undefined) return { type: 'note', note };
  return { type: 'atom', atom: atom ?? { at: 0, type: 'object' } };
}

/** Overlapping comments become one wrap that names them all and is as sure as the least sure. */
function joined(wraps: Wrap[]): Wrap[] {
  const comments = wraps.filter((wrap) => wrap.type === 'comments');
  if (comments.length < 2) return wraps;
  const state = comments.map((wrap) => wrap.state).reduce((a, b) => (weakness.indexOf(b) > weakness.indexOf(a) ? b : a));
  const all: Wrap = { type: 'comments', ids: comments.flatMap((wrap) => wrap.ids), state };
  return [all, ...wraps.filter((wrap) => wrap.type === 'mark')];
}

function nested(pieces: Piece[], depth = 0): Inline[] {
  const out: Inline[] = [];
  for (let at = 0; at < pieces.length; ) {
    const piece = pieces[at] as Piece;
    const wrap = piece.wraps[depth];
    if (!wrap) {
      out.push(piece.inline);
      at++;
      continue;
    }
    let end = at + 1;
    while (end < pieces.length && isSame(pieces[end]?.wraps[depth], wrap)) end++;
    out.push({ type: 'wrap', wrap, children: nested(pieces.slice(at, end), depth + 1) });
    at = end;
  }
  return out;
}

function isSame(a: Wrap | undefined, b: Wrap): boolean {
  if (!a || a.type !== b.type) return false;
  if (a.type === 'comments' && b.type === 'comments') return a.ids.join() === b.ids.join();
  return a.type === 'mark' && b.type === 'mark' && a.mark === b.mark;
}
