import { PLACEHOLDER } from '$lib/document/inline';

/**
 * A plain text field cannot show a note reference, a picture or an equation. Each of them stands
 * in the field as its number in double brackets, and is turned back when the words are sent.
 */
const TOKEN = /⟦(\d+)⟧/g;
const BRACKETS = /[⟦⟧]/;

/** What became of the tokens: the text to send, or why it cannot be sent. */
export type Restored = { text: string; lost: number[]; problem: null } | { text: null; lost: number[]; problem: 'order' | 'broken' };

/** How many things that are not text stand in it. */
export function placeholdersIn(text: string): number {
  return text.split(PLACEHOLDER).length - 1;
}

export function toEditable(text: string): string {
  let number = 0;
  return text.replaceAll(PLACEHOLDER, () => `⟦${++number}⟧`);
}

/** Turns tokens back; each may stand once, in the order in which they stood, or be left out. */
export function fromEditable(words: string, count: number): Restored {
  const found = [...words.matchAll(TOKEN)].map((match) => Number(match[1])).filter((number) => number >= 1 && number <= count);
  const lost = Array.from({ length: count }, (_, index) => index + 1).filter((number) => !found.includes(number));
  if (found.some((number, index) => index > 0 && number <= (found[index - 1] ?? 0))) return { text: null, lost, problem: 'order' };
  const text = words.replace(TOKEN, (token, number: string) => (Number(number) >= 1 && Number(number) <= count ? PLACEHOLDER : token));
  if (count > 0 && BRACKETS.test(text)) return { text: null, lost, problem: 'broken' };
  return { text, lost, problem: null };
}

/** Without what is not text, for names and short views. */
export function plainOf(text: string): string {
  return text.replaceAll(PLACEHOLDER, '');
}
