import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { expect } from 'vitest';

const QUIET = ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const DESKTOP = { viewport: { width: 1280, height: 900 } };
export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: QUIET });
}

/** A page that notes everything that should not happen in it. */
export interface Watched {
  page: Page;
  context: BrowserContext;
  /** Console errors, uncaught exceptions, violations of the content security policy, dialogs. */
  troubles: string[];
}

export async function open(browser: Browser, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(15_000);
  const troubles: string[] = [];
  await context.exposeBinding('reportTrouble', (_, what: string) => void troubles.push(what));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => (window as never as { reportTrouble: (what: string) => void }).reportTrouble(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  });
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && troubles.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => troubles.push(`exception: ${error.message}`));
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { page, context, troubles };
}

interface AxeResult {
  violations: { id: string; impact: string; nodes: { target: string[]; failureSummary: string }[] }[];
}

/** Waits for what is still fading or moving: a colour on its way is neither of the two that a reader gets. */
async function settle() {
  const ending = document.getAnimations().filter((animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime));
  await Promise.allSettled(ending.map((animation) => animation.finished));
}

/** Checks the page against WCAG 2.2 AA; nothing serious may be wrong. */
export async function expectAccessible(page: Page, where: string) {
  // Evaluated by the debugger, which the content security policy lets through.
  const client = await page.context().newCDPSession(page);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  await page.evaluate(settle);
  const expression = `${axe}; axe.run(document, { runOnly: ${JSON.stringify(tags)}, resultTypes: ['violations'] })`;
  const { result } = await client.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
  await client.detach();
  const { violations } = result.value as AxeResult;
  const told = violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.slice(0, 3).map((node) => `${node.target.join(' ')} — ${node.failureSummary}`).join(' | ')}`);
  expect(told, where).toEqual([]);
}

/** Nothing is wider than the screen. */
export async function expectNoSideways(page: Page, where: string) {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(excess, `${where} scrolls sideways by`).toBeLessThanOrEqual(0);
}
