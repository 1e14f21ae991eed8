import { readFileSync } from 'node:fs';

import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';

import { DESKTOP, expectAccessible, expectNoSideways, open, PHONE } from './support/browser';
import { browser, said, setStage, slug, understory } from './support/stage';
import { english, signIn } from './support/steps';

setStage();

const password = () => said(/with the password (.+)/);

/** The editor opens the form of the latest revision. */
async function form(page: Page) {
  await page.goto(`${understory.url}/sign-in`);
  await signIn(page, english, 'lin.yuehua@example.org', password());
  await page.goto(`${understory.url}/guidelines/${slug()}/revisions`);
  await page.locator('summary').filter({ hasText: 'Closing package' }).first().click();
  return page.locator('details[open] form');
}

async function made(page: Page, press: () => Promise<void>) {
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 120_000 }), press()]);
  return { name: download.suggestedFilename(), files: unzipSync(readFileSync(await download.path())) };
}

describe('the closing package', () => {
  it('is made on a phone and by keyboard, with the tables that were chosen', async () => {
    const { page, context, troubles } = await open(browser, { ...PHONE, locale: 'en-GB' });
    const fields = await form(page);
    await fields.getByLabel('ISO, IEC and CEN').check();
    await fields.locator('select').selectOption('1');
    await expectAccessible(page, 'the form on a phone');
    await expectNoSideways(page, 'the form on a phone');
    const { name, files } = await made(page, async () => {
      await fields.getByRole('button', { name: 'Make and download' }).focus();
      await page.keyboard.press('Enter');
    });
    const number = /-r(\d+)-package\.zip$/.exec(name)?.[1];
    const paths = Object.keys(files);
    expect(paths).toContain(`${slug()}-r${number}/comments/comments-iso.xlsx`);
    expect(paths).toContain(`${slug()}-r${number}/redline/${slug()}-r1-r${number}-en.docx`);
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('says what to do when it cannot be made', async () => {
    const { page, context } = await open(browser, { ...DESKTOP, locale: 'en-GB' });
    const fields = await form(page);
    await page.route('**/package?**', (route) => route.abort());
    await fields.getByRole('button', { name: 'Make and download' }).click();
    await fields.getByRole('alert').filter({ hasText: 'Nothing was changed. Try again' }).waitFor();
    await page.unroute('**/package?**');
    await made(page, () => fields.getByRole('button', { name: 'Make and download' }).click());
    await context.close();
  });
});

describe('the responses to comments', () => {
  it.each([['en', 'en-GB', 'Responses to comments'], ['zh', 'zh-CN', '意见的答复']] as const)('are read without script in %s', async (language, locale, title) => {
    for (const screen of [DESKTOP, PHONE]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page, context, troubles } = await open(browser, { ...screen, locale, colorScheme, javaScriptEnabled: false });
        await page.goto(`${understory.url}/g/${slug()}/2`);
        await page.locator('header.bar a[href$="/responses"]').click();
        await page.locator('h1').filter({ hasText: title }).waitFor();
        expect(await page.locator('html').getAttribute('lang')).toBe(language);
        expect(await page.locator('.entry .answer').count()).toBeGreaterThan(3);
        await expectNoSideways(page, 'the responses');
        expect(troubles.filter((what) => !what.includes('404'))).toEqual([]); // the browser asks for an icon
        await context.close();
      }
    }
  });

  it('are accessible, light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, context } = await open(browser, { ...DESKTOP, colorScheme });
      await page.goto(`${understory.url}/g/${slug()}/2/responses?language=en`);
      await expectAccessible(page, `the responses, ${colorScheme}`);
      await context.close();
    }
  });
});
