import { describe, expect, it } from 'vitest';

import { scalarLength, scalarSlice, toScalar, toUnit } from './offsets';

describe('offsets', () => {
  const text = 'a尾😀𠮷b'; // 𠮷 is of CJK extension B

  it('counts characters, not UTF-16 units', () => {
    expect(scalarLength(text)).toBe(5);
    expect(text.length).toBe(7);
  });

  it('goes there and back', () => {
    for (let scalar = 0; scalar <= 5; scalar++) expect(toScalar(text, toUnit(text, scalar))).toBe(scalar);
    expect([0, 1, 2, 3, 4, 5].map((scalar) => toUnit(text, scalar))).toEqual([0, 1, 2, 4, 6, 7]);
  });

  it('takes the start of a character for an offset inside it', () => {
    expect(toScalar(text, 3)).toBe(2);
    expect(toScalar(text, 5)).toBe(3);
  });

  it('stays within the text', () => {
    expect(toScalar(text, 99)).toBe(5);
    expect(toScalar(text, -1)).toBe(0);
    expect(toUnit(text, 99)).toBe(7);
  });

  it('slices whole characters', () => {
    expect(scalarSlice(text, 2, 4)).toBe('😀𠮷');
    expect(scalarSlice(text, 4, 99)).toBe('b');
  });

  it('counts a lone surrogate as one', () => {
    expect(scalarLength('x\ud800y')).toBe(3);
  });
});
