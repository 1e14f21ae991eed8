import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';

import { DESKTOP, launch, open, PHONE } from './support/browser';
import { english, signIn } from './support/steps';
import { demo, ROOT, type Understory } from './support/understory';

// The pictures of the guide, made from the sample: npm run screenshots
const IMAGES = join(ROOT, 'docs/guide/images');

let understory: Understory;
let browser: Browser;

beforeAll(async () => {
  understory = await demo();
  browser = await launch();
  mkdirSync(IMAGES, { recursive: true });
});
afterAll(async () => {
  await browser?.close();
  await understory?.stop();
});

const said = (pattern: RegExp) => pattern.exec(understory.said)?.[1]?.trim() ?? '';

async function reading(page: Page, language: string) {
  await page.goto(`${understory.url}/guidelines/${said(/\/g\/(\S+)/)}/revisions/2?language=${language}`);
  const mark = page.locator('article mark.commented').nth(1);
  await mark.evaluate((mark) => mark.scrollIntoView({ block: 'center' }));
  return mark;
}

async function redline(page: Page, language: string, steps: number) {
  await page.goto(`${understory.url}/guidelines/${said(/\/g\/(\S+)/)}/redline/1..2?language=${language}`);
  await page.locator('article ins').first().waitFor();
  for (let step = 0; step < steps; step++) await page.keyboard.press('n');
}

it.each([
  ['en', 'en-GB', 'Sign in'],
  ['zh', 'zh-CN', '登录'],
] as const)('pictures in %s', async (language, locale, button) => {
  for (const [name, screen] of [['desktop', DESKTOP], ['phone', PHONE]] as const) {
    const { page, context } = await open(browser, { ...screen, locale, colorScheme: 'light' });
    await page.goto(`${understory.url}/sign-in`);
    await signIn(page, { ...english, signIn: button }, said(/(\S+@\S+)\s+participant/), said(/with the password (.+)/));
    const mark = await reading(page, language);
    await mark.click();
    await picture(page, `reading-${name}-${language}`);
    await redline(page, language, 6);
    await picture(page, `redline-${name}-${language}`);
    await context.close();
  }
});

async function picture(page: Page, name: string) {
  await page.waitForTimeout(500); // everything stands where it belongs
  await page.screenshot({ path: join(IMAGES, `${name}.png`) });
}
