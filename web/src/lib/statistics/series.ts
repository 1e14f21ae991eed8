import type { DayTally } from '$lib/api/wire';

const DAY = 86_400_000;

/** A day with what there was by its end, and where it stands: from 0 at the left and below to 1. */
export interface Point {
  day: string;
  received: number;
  decided: number;
  x: number;
  received_y: number;
  decided_y: number;
}

/** Two lines over time, and what their scales say. */
export interface Series {
  points: Point[];
  /** Numbers at the side, from 0 on. */
  steps: number[];
  /** Days below, the first and the last among them. */
  days: { day: string; x: number }[];
}

/** What was received and decided up to each day. */
export function seriesOf(days: DayTally[]): Series {
  const first = timeOf(days[0]?.day);
  const span = Math.max(timeOf(days.at(-1)?.day) - first, DAY);
  const sum = (count: (day: DayTally) => number) => days.reduce((sum, day) => sum + count(day), 0);
  const steps = stepsTo(Math.max(sum((day) => day.received), sum((day) => day.decided)));
  const top = steps.at(-1) || 1;
  let [received, decided] = [0, 0];
  const points = days.map((one) => {
    received += one.received;
    decided += one.decided;
    const x = days.length === 1 ? 0.5 : (timeOf(one.day) - first) / span;
    return { day: one.day, received, decided, x, received_y: received / top, decided_y: decided / top };
  });
  return { points, steps, days: labelled(points) };
}

/** Three to six round numbers that reach what there is. */
export function stepsTo(most: number): number[] {
  const rough = Math.max(most, 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, Math.ceil([1, 2, 5, 10].find((one) => one * power >= rough)! * power));
  const steps = [0];
  while ((steps.at(-1) ?? 0) < most) steps.push((steps.at(-1) ?? 0) + step);
  return steps;
}

/** A line that goes on level until something happens. */
export function pathOf(points: { x: number; y: number }[]): string {
  return points.map(({ x, y }, index) => (index === 0 ? `M${x} ${y}` : `H${x}V${y}`)).join('');
}

function labelled(points: Point[]): Series['days'] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return [];
  return first === last ? [first] : [first, last];
}

function timeOf(day: string | undefined): number {
  return day ? Date.parse(`${day}T00:00:00Z`) : 0;
}
