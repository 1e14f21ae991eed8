import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

it('the types of the client are those of openapi.json (else: npm run schema)', () => {
  const generated = execFileSync('npx', ['openapi-typescript', '../openapi.json'], { cwd: 'generator', encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  expect(readFileSync('src/lib/api/schema.d.ts', 'utf8')).toBe(generated);
}, 60_000);
