import type { Block, Suggestion } from '$lib/api/wire';
import { PLACEHOLDER } from '$lib/document/inline';
import { fromEditable, placeholdersIn } from '$lib/proposing/placeholders';

/** The proposed blocks of a suggestion, in order. */
export function proposedBlocks({ parts }: Suggestion): Block[] {
  return parts.flatMap((part) => part.proposal);
}

/** Whether a suggestion has words that its author could change. */
export function hasWords(suggestion: Suggestion): boolean {
  return proposedBlocks(suggestion).some(({ kind }) => kind !== 'rule');
}

/** A block in other words; null where these cannot be sent. What is not text must stay. */
export function reworded(block: Block, words: string): Block | null {
  const { text, lost } = fromEditable(words, placeholdersIn(block.text));
  if (text === null || lost.length > 0 || text.trim() === '') return null;
  if (text === block.text) return block;
  const move = mover([...block.text], [...text]);
  const places = [...text].flatMap((letter, index) => (letter === PLACEHOLDER ? [index] : []));
  const before = [...block.text].flatMap((letter, index) => (letter === PLACEHOLDER ? [index] : []));
  const placeOf = new Map(before.map((from, index) => [from, places[index] ?? 0]));
  const marks = block.marks?.flatMap((mark) => {
    // A mark on a placeholder alone, as of a note, goes with it.
    const alone = mark.end === mark.start + 1 ? placeOf.get(mark.start) : undefined;
    const [start, end] = alone === undefined ? [move(mark.start), move(mark.end)] : [alone, alone + 1];
    return start < end ? [{ ...mark, start, end }] : [];
  });
  const atoms = block.atoms?.map((atom) => ({ ...atom, at: placeOf.get(atom.at) ?? atom.at }));
  return { ...block, text, ...(marks ? { marks } : {}), ...(atoms ? { atoms } : {}) };
}

/** Where an offset of the old text stands in the new one; what changed is one stretch. */
function mover(old: string[], fresh: string[]): (at: number) => number {
  const most = Math.min(old.length, fresh.length);
  let head = 0;
  while (head < most && old[head] === fresh[head]) head++;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === fresh.at(-1 - tail)) tail++;
  return (at) => {
    if (at <= head) return at;
    if (at >= old.length - tail) return at + fresh.length - old.length;
    return Math.min(at, fresh.length - tail);
  };
}
