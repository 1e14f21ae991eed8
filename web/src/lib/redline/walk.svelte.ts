/** A reader going from change to change. The first step from before the first change is onto it. */
export class Walk {
  current = $state<number | null>(null);

  constructor(readonly total: number) {}

  next() {
    this.#go((this.current ?? -1) + 1);
  }

  previous() {
    this.#go((this.current ?? this.total) - 1);
  }

  /** After the last comes the first. */
  #go(to: number) {
    if (this.total > 0) this.current = (to + this.total) % this.total;
  }
}

/** n and j go on, p and k go back, where they are not typed into something. */
export function stepOf(event: KeyboardEvent): 'next' | 'previous' | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
  if ((event.target as Element | null)?.closest?.('input, select, textarea, [contenteditable]')) return null;
  if (event.key === 'n' || event.key === 'j') return 'next';
  if (event.key === 'p' || event.key === 'k') return 'previous';
  return null;
}
