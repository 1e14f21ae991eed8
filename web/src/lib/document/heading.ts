import type { Block } from '$lib/api/wire';

/** Whether the text begins with its own title, so that the page need not show it again. */
export function opensWithTitle(title: string, blocks: Pick<Block, 'kind' | 'level' | 'text'>[]): boolean {
  const first = blocks[0];
  return first?.kind === 'heading' && (first.level ?? 1) === 1 && plain(first.text) === plain(title);
}

/** The tag for a heading of a text, whose title (level 0) is the page's h1; deeper than h6 is said by aria-level. */
export function headingTag(level: number): { tag: string; ariaLevel?: number } {
  const depth = level + 1;
  return depth <= 6 ? { tag: `h${depth}` } : { tag: 'h6', ariaLevel: depth };
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().toLowerCase();
}
