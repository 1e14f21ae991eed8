/** An answer of the server that says what is wrong (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    readonly title: string,
    readonly detail: string | null,
    readonly errors: { field: string; what: string }[],
    /** All that was said, for what only this kind of problem has. */
    readonly more: Record<string, unknown> = {},
  ) {
    super(detail ?? title);
  }

  /** The last part of the type, such as `stale-revision`. */
  get slug(): string {
    return this.type.split('/').at(-1) ?? '';
  }

  /** The same request may well succeed later, and may have succeeded already. */
  get isPassing(): boolean {
    return this.status >= 500 || this.status === 408 || this.status === 429;
  }
}

/** No answer came: nobody knows whether the server has done it. */
export class Unreachable extends Error {}

/** Whether trying again unchanged makes sense. */
export function mayRetry(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof Problem && error.isPassing);
}

/** What an answer that is no success says. */
export function problemOf(status: number, said: unknown): Problem {
  const body = typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : {};
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  const errors = Array.isArray(body.errors) ? (body.errors as { field: string; what: string }[]) : [];
  return new Problem(status, text(body.type) ?? 'about:blank', text(body.title) ?? String(status), text(body.detail), errors, body);
}
