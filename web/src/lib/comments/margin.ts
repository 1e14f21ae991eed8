/** A card in the margin: where it would like to stand and how tall it is, in pixels. */
export interface Card {
  desired: number;
  height: number;
}

/**
 * Stacks cards beside the text, each as near to its paragraph as the ones before it allow. The
 * active card stands exactly at its paragraph; those above make room upwards.
 */
export function stack(cards: Card[], gap: number, active = -1): number[] {
  const tops = cards.map((card) => card.desired);
  pushDown(cards, tops, gap, 1);
  const chosen = cards[active];
  if (!chosen) return tops;
  tops[active] = chosen.desired;
  for (let at = active - 1; at >= 0; at--) {
    tops[at] = Math.min(tops[at] ?? 0, (tops[at + 1] ?? 0) - gap - (cards[at]?.height ?? 0));
  }
  tops[0] = Math.max(tops[0] ?? 0, 0); // nothing climbs out at the top
  for (let at = active + 1; at < cards.length; at++) tops[at] = cards[at]?.desired ?? 0;
  pushDown(cards, tops, gap, 1);
  return tops;
}

function pushDown(cards: Card[], tops: number[], gap: number, from: number) {
  for (let at = from; at < cards.length; at++) {
    tops[at] = Math.max(tops[at] ?? 0, (tops[at - 1] ?? 0) + (cards[at - 1]?.height ?? 0) + gap);
  }
}
