import { stack } from '$lib/comments/margin';

/** What stands in the margin: a thread, or the comment being written. */
export interface Entry {
  key: string;
  block_id: string;
}

/** Keeps the cards of the margin beside their paragraphs while either of them changes its size. */
export class MarginLayout {
  tops = $state.raw<Record<string, number>>({});
  height = $state(0);
  #heights = new Map<string, number>();
  #frame = 0;

  constructor(
    readonly text: () => HTMLElement | null,
    readonly margin: () => HTMLElement | null,
    readonly entries: () => Entry[],
    readonly active: () => string | null,
  ) {}

  /** An attachment that measures a card. */
  measure = (key: string) => (card: HTMLElement) => {
    const observer = new ResizeObserver(() => {
      this.#heights.set(key, card.offsetHeight);
      this.schedule();
    });
    observer.observe(card);
    return () => {
      observer.disconnect();
      this.#heights.delete(key);
    };
  };

  /** Follows the text's own size; returns how to stop. */
  follow(text: HTMLElement): () => void {
    const observer = new ResizeObserver(() => this.schedule());
    observer.observe(text);
    return () => observer.disconnect();
  }

  schedule() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#lay());
  }

  #lay() {
    const [text, margin] = [this.text(), this.margin()];
    if (!text || !margin) return;
    const entries = this.entries();
    const origin = margin.getBoundingClientRect().top;
    const cards = entries.map(({ key, block_id }) => ({
      desired: (anchorOf(text, key, block_id)?.getBoundingClientRect().top ?? origin) - origin,
      height: this.#heights.get(key) ?? 0,
    }));
    const tops = stack(cards, 10, entries.findIndex((entry) => entry.key === this.active()));
    this.tops = Object.fromEntries(entries.map(({ key }, index) => [key, tops[index] ?? 0]));
    this.height = Math.max(0, ...cards.map((card, index) => (tops[index] ?? 0) + card.height));
  }
}

function anchorOf(text: HTMLElement, key: string, block_id: string): Element | null {
  return text.querySelector(`[data-comments~="${CSS.escape(key)}"]`) ?? text.querySelector(`[data-block="${CSS.escape(block_id)}"]`);
}
