import { beforeEach, describe, expect, it } from 'vitest';

import { domRange, passageOf, unitsBefore } from './selection';

const texts: Record<string, string> = {
  b1: 'Tailings 😀 must be kept dry\uFFFC.',
  b2: '尾矿库𠮷应当保持干燥。',
};

beforeEach(() => {
  document.body.innerHTML = `
    <div data-block="b1"><span>4.2</span><p data-text>Tailings <strong>😀 <mark>must</mark> be</strong> kept dry<sup data-length="1"><a href="#n">12</a></sup>.</p></div>
    <div data-block="b2"><p data-text>尾矿库<mark>𠮷应当</mark>保持干燥。</p></div>`;
});

const holder = (id: string) => document.querySelector(`[data-block="${id}"] [data-text]`) as Element;

function select(start: [string, string, number], end: [string, string, number]) {
  const range = document.createRange();
  range.setStart(textNode(start[0], start[1]), start[2]);
  range.setEnd(textNode(end[0], end[1]), end[2]);
  const selection = document.getSelection() as Selection;
  selection.removeAllRanges();
  selection.addRange(range);
  return passageOf(selection, (id) => texts[id]);
}

function textNode(block: string, containing: string): Text {
  const walker = document.createTreeWalker(holder(block), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if ((node as Text).data.includes(containing)) return node as Text;
  }
  throw new Error(containing);
}

describe('a selection', () => {
  it('inside a highlight and a mark counts from the start of the block', () => {
    expect(select(['b1', 'must', 0], ['b1', ' kept', 5])).toEqual({
      block_id: 'b1', start: 11, end: 23, quote: 'must be kept', clamped: false,
    });
  });

  it('counts characters beyond the basic plane once', () => {
    expect(select(['b2', '尾矿库', 2], ['b2', '𠮷应当', 4])).toMatchObject({ start: 2, end: 6, quote: '库𠮷应当' });
  });

  it('counts a note reference as one, whatever it shows', () => {
    expect(select(['b1', ' kept', 6], ['b1', '.', 1])).toMatchObject({ start: 24, end: 29, quote: 'dry\uFFFC.' });
  });

  it('leaves out white space at its ends', () => {
    expect(select(['b1', 'Tailings', 0], ['b1', 'Tailings', 9])).toMatchObject({ start: 0, end: 8 });
  });

  it('across blocks is cut at the end of the first', () => {
    expect(select(['b1', ' kept', 6], ['b2', '尾矿库', 2])).toMatchObject({ block_id: 'b1', end: 29, clamped: true });
  });

  it('that only touches the next block is not cut', () => {
    expect(select(['b1', ' kept', 6], ['b2', '尾矿库', 0])).toMatchObject({ block_id: 'b1', clamped: false });
  });

  it('of nothing is nothing', () => {
    expect(select(['b1', 'must', 2], ['b1', 'must', 2])).toBeNull();
    expect(select(['b1', 'Tailings', 8], ['b1', 'Tailings', 9])).toBeNull();
  });
});

describe('a range of the page', () => {
  it('shows exactly the text it was asked for', () => {
    const shown = (id: string, start: number, end: number) => domRange(holder(id), texts[id] ?? '', start, end).toString();
    expect(shown('b1', 9, 15)).toBe('😀 must');
    expect(shown('b2', 3, 6)).toBe('𠮷应当');
    expect(shown('b1', 24, 27)).toBe('dry');
  });

  it('leads back to the same offsets', () => {
    const range = domRange(holder('b1'), texts.b1 ?? '', 11, 23);
    expect(unitsBefore(holder('b1'), range.startContainer, range.startOffset)).toBe(12);
    expect(unitsBefore(holder('b1'), range.endContainer, range.endOffset)).toBe(24);
  });
});
