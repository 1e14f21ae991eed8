import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';

import { DESKTOP, launch, open, PHONE } from './support/browser';
import { Desk } from './support/desk';
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

/** What the pictures of deciding show: two proposals that collide, one that went in. */
async function seed(page: Page) {
  const api = `${understory.url}/api/v1`;
  const slug = said(/\/g\/(\S+)/);
  const enter = async (email: string) => {
    const answer = await page.request.post(`${api}/auth/login`, { data: { email, password: said(/with the password (.+)/) } });
    return { Authorization: `Bearer ${((await answer.json()) as { access_token: string }).access_token}` };
  };
  const [camila, wu, lin] = [await enter('camila.andrade@example.org'), await enter('wu.jianping@example.org'), await enter('lin.yuehua@example.org')];
  const texts: [string, string, string, string, string, string][] = [
    ['en', 'at least 10 %', 'at least 20 %', 'Ten is within the error of most surveys.', 'at least 5 %', 'Small operators cannot reach ten.'],
    ['zh', '至少10%', '至少20%', '百分之十在多数调查的误差范围之内。', '至少5%', '小型企业难以达到百分之十。'],
  ];
  for (const [language, words, ...proposals] of texts) {
    const { blocks } = (await (await page.request.get(`${api}/guidelines/${slug}/revisions/3?language=${language}`)).json()) as { blocks: { id: string; text: string }[] };
    const propose = async (headers: Record<string, string>, id: string, change: (text: string) => string, rationale: string) => {
      const text = change(blocks.find((block) => block.id === id)?.text ?? '');
      return (await (await page.request.post(`${api}/guidelines/${slug}/suggestions`, { headers, data: { revision: 3, language, block_id: id, text, rationale } })).json()) as { id: string };
    };
    await propose(camila, 'p17', (text) => text.replace(words, proposals[0]), proposals[1]);
    await propose(wu, 'p17', (text) => text.replace(words, proposals[2]), proposals[3]);
    const { id } = await propose(camila, 'p19', (text) => text.replace(/protected|法律保护/, language === 'zh' ? '法律保护或社区认可' : 'protected or recognised by communities'), '');
    await page.request.put(`${api}/suggestions/${id}/decision`, { headers: lin, data: { outcome: 'accepted' } });
  }
}

let isSeeded = false;

async function seedOnce(page: Page) {
  if (!isSeeded) await seed(page);
  isSeeded = true;
}

async function deciding(page: Page, language: string) {
  const base = `${understory.url}/guidelines/${said(/\/g\/(\S+)/)}`;
  await page.goto(`${base}/conflicts?language=${language}`);
  await page.locator('[data-contender]').first().waitFor();
  await picture(page, `conflicts-desktop-${language}`);
  await page.goto(`${base}/draft?language=${language}`);
  await page.locator('article ins').first().waitFor();
  await page.keyboard.press('n');
  await picture(page, `draft-desktop-${language}`);
  await page.goto(`${base}/statistics`);
  await page.locator('table:visible').first().waitFor();
  await picture(page, `statistics-desktop-${language}`);
}

async function proposing(page: Page, language: string) {
  await page.goto(`${understory.url}/guidelines/${said(/\/g\/(\S+)/)}/revisions/3?language=${language}`);
  await page.locator('[data-remark=p19]').click();
  await page.locator('[data-propose]:visible').first().click();
  await page.locator('dialog textarea').first().waitFor();
  await picture(page, `propose-phone-${language}`);
}

it.each([
  ['en', 'en-GB', 'Sign in'],
  ['zh', 'zh-CN', '登录'],
] as const)('pictures of deciding in %s', async (language, locale, button) => {
  for (const [email, screen, take] of [['lin.yuehua@example.org', DESKTOP, deciding], ['camila.andrade@example.org', PHONE, proposing]] as const) {
    const { page, context } = await open(browser, { ...screen, locale, colorScheme: 'light' });
    await seedOnce(page);
    await page.goto(`${understory.url}/sign-in`);
    await signIn(page, { ...english, signIn: button }, email, said(/with the password (.+)/));
    await take(page, language);
    await context.close();
  }
});

it.each([
  ['en', 'en-GB', 'Sign in'],
  ['zh', 'zh-CN', '登录'],
] as const)('pictures of closing in %s', async (language, locale, button) => {
  const { page, context } = await open(browser, { ...DESKTOP, locale, colorScheme: 'light' });
  await page.goto(`${understory.url}/g/${said(/\/g\/(\S+)/)}/2/responses?language=${language}`);
  await picture(page, `responses-desktop-${language}`);
  await page.goto(`${understory.url}/sign-in`);
  await signIn(page, { ...english, signIn: button }, 'lin.yuehua@example.org', said(/with the password (.+)/));
  await page.goto(`${understory.url}/guidelines/${said(/\/g\/(\S+)/)}/revisions`);
  await page.locator('details:has(form fieldset) summary').first().click();
  await picture(page, `closing-desktop-${language}`);
  await context.close();
});

/** The draft is published, so that these come last. */
it.each([
  ['en', 'en-GB', 'Sign in'],
  ['zh', 'zh-CN', '登录'],
] as const)('pictures of where changes come from in %s', async (language, locale, button) => {
  const { page, context } = await open(browser, { ...DESKTOP, locale, colorScheme: 'light' });
  const desk = new Desk(understory.url, said(/\/g\/(\S+)/), said(/with the password (.+)/));
  const base = `${understory.url}/guidelines/${said(/\/g\/(\S+)/)}`;
  if (language === 'en') {
    await seedOnce(page);
    await desk.publish(await desk.enter('lin.yuehua@example.org'));
  }
  await page.goto(`${base}/redline/3..4?language=${language}`);
  const words = page.locator('article ins[data-origin]').first();
  await words.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await words.click();
  await page.locator('dialog[data-whence] .decision').waitFor();
  await picture(page, `whence-desktop-${language}`);
  await page.goto(`${understory.url}/sign-in`);
  await signIn(page, { ...english, signIn: button }, 'camila.andrade@example.org', said(/with the password (.+)/));
  await page.goto(`${base}/tables`);
  await page.locator('input[name=table]').waitFor({ state: 'attached' });
  await picture(page, `tables-desktop-${language}`);
  await context.close();
});

async function picture(page: Page, name: string) {
  await page.waitForTimeout(500); // everything stands where it belongs
  await page.screenshot({ path: join(IMAGES, `${name}.png`) });
}
