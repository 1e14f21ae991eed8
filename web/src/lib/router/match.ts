/** A pattern such as `/guidelines/:slug/revisions/:number` against a path; the values of its names. */
export function match(pattern: string, path: string): Record<string, string> | null {
  const names = parts(pattern);
  const values = parts(path);
  if (names.length !== values.length) return null;
  const params: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const value = values[index] ?? '';
    if (name.startsWith(':')) {
      const decoded = decode(value);
      if (decoded === null) return null;
      params[name.slice(1)] = decoded;
    } else if (name !== value) return null;
  }
  return params;
}

function parts(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

/** Nothing where it is not well formed. */
export function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
