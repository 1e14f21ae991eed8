/**
 * The server counts text in Unicode scalar values, the DOM in UTF-16 units. This is the only place
 * that translates. An offset between the halves of a surrogate pair counts as the start of its
 * character; offsets outside the text are cut to it.
 */

/** The length of a text in scalar values. */
export function scalarLength(text: string): number {
  return toScalar(text, text.length);
}

/** The scalar offset of a UTF-16 offset. */
export function toScalar(text: string, unit: number): number {
  const end = Math.min(Math.max(unit, 0), text.length);
  let scalars = 0;
  for (let at = 0; at < end; scalars++) {
    at += width(text, at);
    if (at > end) break;
  }
  return scalars;
}

/** The UTF-16 offset of a scalar offset. */
export function toUnit(text: string, scalar: number): number {
  let at = 0;
  for (let seen = 0; seen < scalar && at < text.length; seen++) at += width(text, at);
  return at;
}

/** The text of a range in scalar values. */
export function scalarSlice(text: string, start: number, end: number): string {
  return text.slice(toUnit(text, start), toUnit(text, end));
}

function width(text: string, at: number): 1 | 2 {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
