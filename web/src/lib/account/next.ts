/** Where to go after signing in: a path of this site, never another site. */
export function nextAddress(next: string | null): string {
  if (!next || !next.startsWith('/') || next.startsWith('//') || next.includes('\\')) return '/';
  return new URL(next, location.origin).origin === location.origin ? next : '/';
}
