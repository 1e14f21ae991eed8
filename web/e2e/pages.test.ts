import { describe, expect, it } from 'vitest';

import { DESKTOP, expectAccessible, expectNoSideways, open, PHONE } from './support/browser';
import { browser, said, setStage, slug, understory } from './support/stage';
import { english, signIn } from './support/steps';

setStage();

/** Every page, and what shows that it is there. */
const pages = (slug: string): [string, string][] => [
  ['/', 'main li'],
  ['/me', 'form'],
  [`/guidelines/${slug}/revisions`, 'article'],
  [`/guidelines/${slug}/revisions/1`, '.thread, .remark.some'],
  [`/guidelines/${slug}/revisions/2?language=zh`, '.thread, .remark.some'],
  [`/guidelines/${slug}/redline/1..2?language=zh`, 'ins'],
  [`/guidelines/${slug}/since`, 'main h1'],
  [`/guidelines/${slug}/tables`, 'main form'],
  [`/guidelines/${slug}/upload`, 'form'],
  [`/guidelines/${slug}/members`, 'select'],
];

describe.each([
  { on: 'a desktop, dark, in Chinese', screen: DESKTOP, colorScheme: 'dark', locale: 'zh-CN' },
  { on: 'a desktop, light, in Portuguese', screen: DESKTOP, colorScheme: 'light', locale: 'pt-BR' },
  { on: 'a phone, dark, in English', screen: PHONE, colorScheme: 'dark', locale: 'en-GB' },
  { on: 'a phone, light, in Chinese', screen: PHONE, colorScheme: 'light', locale: 'zh-CN' },
] as const)('on $on', ({ screen, colorScheme, locale }) => {
  it('every page is there, accessible and quiet', async () => {
    const { page, context, troubles } = await open(browser, { ...screen, colorScheme, locale });
    await page.goto(`${understory.url}/sign-in`);
    const button = { 'zh-CN': '登录', 'pt-BR': 'Entrar', 'en-GB': 'Sign in' }[locale];
    await signIn(page, { ...english, signIn: button }, said(/(\S+@\S+)\s+editor/), said(/with the password (.+)/));
    for (const [path, there] of pages(slug())) {
      await page.goto(understory.url + path);
      await page.locator(there).first().waitFor({ state: 'attached' });
      await page.waitForTimeout(400); // colours and places have settled
      await expectAccessible(page, path);
      await expectNoSideways(page, path);
    }
    expect(troubles).toEqual([]);
    await context.close();
  });
});

it('a visitor reads, and is asked to sign in only to comment', async () => {
  const { page, context, troubles } = await open(browser, { ...DESKTOP, locale: 'en-GB' });
  await page.goto(`${understory.url}/guidelines/${slug()}`);
  await page.waitForURL('**/revisions/*');
  await page.locator('article .remark').nth(2).click();
  const link = page.locator('.writer').getByRole('link', { name: 'Sign in' });
  await link.click();
  await signIn(page, english, said(/(\S+@\S+)\s+participant/), said(/with the password (.+)/));
  expect(new URL(page.url()).pathname).toMatch(/\/revisions\/\d+$/);
  expect(troubles).toEqual([]);
  await context.close();
});

it('an address without a page says so', async () => {
  const { page, context } = await open(browser, { ...PHONE, locale: 'zh-CN' });
  await page.goto(`${understory.url}/guidelines/nothing/revisions/1/here`);
  await page.getByRole('heading', { name: '未找到' }).waitFor();
  await expectAccessible(page, 'missing');
  await context.close();
});

it('the keyboard alone gets to the text, to a filter and back', async () => {
  const { page, context } = await open(browser, { ...DESKTOP, locale: 'en-GB' });
  await page.goto(`${understory.url}/guidelines/${slug()}/revisions/2`);
  await page.locator('article .remark').first().waitFor({ state: 'attached' });
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  await page.locator('.bar select').first().selectOption('all');
  await page.locator('article .remark').nth(1).focus();
  await page.keyboard.press('Enter');
  await page.locator('.writer').waitFor();
  await context.close();
});
