/** A number with a name. */
export interface Figure {
  name: string;
  value: number | string;
  /** What is said beside it. */
  beside?: string;
  /** There is something to look after. */
  alarming?: boolean;
}
