import { toScalar, toUnit } from './offsets';

/**
 * From a selection in the page to a range of a block's text, and back. An element with
 * `data-block` holds one block; within it `data-text` holds exactly that block's text, where an
 * element with `data-length` counts as that many UTF-16 units whatever it shows (pictures, note
 * references, line breaks). Highlights and marks do not matter: only text nodes are counted.
 */

export interface Passage {
  block_id: string;
  /** Scalar values, end exclusive. */
  start: number;
  end: number;
  quote: string;
  /** The selection went on into further blocks and was cut at the end of the first. */
  clamped: boolean;
}

/** What a selection covers, or nothing where it is empty or outside the text. */
export function passageOf(selection: Selection | null, textOf: (id: string) => string | undefined): Passage | null {
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const holders = textHolders(range);
  for (const [index, holder] of holders.entries()) {
    const passage = passageIn(holder, range, textOf);
    if (passage) return { ...passage, clamped: continues(holders.slice(index + 1), range) };
  }
  return null;
}

/** The range of the page that shows a range of a block's text. */
export function domRange(holder: Element, text: string, start: number, end: number): Range {
  const range = document.createRange();
  const [from, to] = [toUnit(text, start), toUnit(text, end)];
  range.setStart(...pointAt(holder, from, false));
  range.setEnd(...pointAt(holder, to, true));
  return range;
}

/** How many UTF-16 units of the block's text stand before a point of the page. */
export function unitsBefore(holder: Element, node: Node, offset: number): number {
  let units = 0;
  for (const piece of pieces(holder)) {
    if (piece.node === node && node.nodeType === Node.TEXT_NODE) return units + Math.min(offset, piece.length);
    if (isBefore(piece.node, node, offset)) units += piece.length;
    else break;
  }
  return units;
}

function passageIn(
  holder: Element,
  range: Range,
  textOf: (id: string) => string | undefined,
): Omit<Passage, 'clamped'> | null {
  const block_id = holder.closest('[data-block]')?.getAttribute('data-block');
  const text = block_id == null ? undefined : textOf(block_id);
  if (block_id == null || text === undefined) return null;
  const startsHere = holder.contains(range.startContainer);
  const endsHere = holder.contains(range.endContainer);
  const from = startsHere ? unitsBefore(holder, range.startContainer, range.startOffset) : 0;
  const to = endsHere ? unitsBefore(holder, range.endContainer, range.endOffset) : text.length;
  const [start, end] = trimmed(text, from, to);
  if (start >= end) return null;
  return { block_id, start: toScalar(text, start), end: toScalar(text, end), quote: text.slice(start, end) };
}

function textHolders(range: Range): Element[] {
  const root = range.commonAncestorContainer;
  const element = root instanceof Element ? root : root.parentElement;
  const own = element?.closest('[data-text]');
  if (own) return [own];
  return [...(element?.querySelectorAll('[data-text]') ?? [])].filter((holder) => range.intersectsNode(holder));
}

function continues(holders: Element[], range: Range): boolean {
  return holders.some((holder) => {
    if (!holder.contains(range.endContainer)) return true;
    return unitsBefore(holder, range.endContainer, range.endOffset) > 0;
  });
}

/** Without the white space that a double click or a drag takes along. */
function trimmed(text: string, from: number, to: number): [number, number] {
  const slice = text.slice(from, to);
  const lead = slice.length - slice.trimStart().length;
  return [from + lead, from + slice.trimEnd().length];
}

interface Piece {
  node: Node;
  length: number;
}

function* pieces(node: Node): Generator<Piece> {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) yield { node: child, length: (child as Text).data.length };
    else if (child instanceof Element) {
      const length = child.getAttribute('data-length');
      if (length !== null) yield { node: child, length: Number(length) };
      else yield* pieces(child);
    }
  }
}

/** Whether a piece ends at or before a point. */
function isBefore(piece: Node, node: Node, offset: number): boolean {
  const point = document.createRange();
  point.setStart(node, offset);
  point.collapse(true);
  return point.comparePoint(piece.parentNode ?? piece, indexOf(piece) + 1) <= 0;
}

function indexOf(node: Node): number {
  return [...(node.parentNode?.childNodes ?? [])].indexOf(node as ChildNode);
}

function pointAt(holder: Element, unit: number, atEnd: boolean): [Node, number] {
  let units = 0;
  let last: [Node, number] = [holder, 0];
  for (const piece of pieces(holder)) {
    const next = units + piece.length;
    if (unit < next || (atEnd && unit === next)) return pointIn(piece, unit - units);
    last = pointIn(piece, piece.length);
    units = next;
  }
  return last;
}

function pointIn(piece: Piece, unit: number): [Node, number] {
  if (piece.node.nodeType === Node.TEXT_NODE) return [piece.node, unit];
  const parent = piece.node.parentNode ?? piece.node;
  return [parent, indexOf(piece.node) + (unit > 0 ? 1 : 0)];
}
