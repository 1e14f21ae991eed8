import { describe, expect, it } from 'vitest';

import type { Change, ChangeKind, Segment } from '$lib/api/wire';

import { stopsOf } from './stops';

/** Segments by letters: `=` same, `+` insert, `-` delete. */
function change(kind: ChangeKind, ops: string): Change {
  const op = { '=': 'same', '+': 'insert', '-': 'delete' } as const;
  const segments = [...ops].map((letter): Segment => ({ op: op[letter as '='], text: 'x' }));
  return { change: kind, kind: 'paragraph', segments };
}

describe('the stops of a redline', () => {
  it('are runs of changed segments', () => {
    const stops = stopsOf([change('same', '='), change('edited', '=-+=+='), change('edited', '+=')]);
    expect(stops.total).toBe(3);
    expect(stops.ofSegment).toEqual([[null], [null, 0, 0, null, 1, null], [2, null]]);
    expect(stops.ofChange).toEqual([null, 0, 2]);
  });

  it('are whole blocks that came, went or moved', () => {
    const stops = stopsOf([change('moved_from', '='), change('moved_to', '=+='), change('reformatted', '=')]);
    expect(stops.ofChange).toEqual([0, 1, 2]);
    expect(stops.ofSegment[1]).toEqual([1, 1, 1]);
  });

  it('join blocks that came together', () => {
    const stops = stopsOf([change('inserted', '+'), change('inserted', '+'), change('deleted', '-'), change('same', '='), change('inserted', '+')]);
    expect(stops.ofChange).toEqual([0, 0, 1, null, 2]);
    expect(stops.total).toBe(3);
  });

  it('are none between equal texts', () => {
    expect(stopsOf([change('same', '=')]).total).toBe(0);
  });
});
