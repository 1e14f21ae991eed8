import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every source file of the application, without tests and without what is generated. */
export function sources(folder = 'src'): { path: string; text: string }[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'paraglide' ? [] : sources(path);
    if (!/\.(ts|svelte)$/.test(path) || /(\.test\.(ts|svelte)|schema\.d\.ts)$/.test(path)) return [];
    return [{ path, text: readFileSync(path, 'utf8') }];
  });
}
