import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';

import { expectAccessible, expectNoSideways, open, PHONE } from './support/browser';
import { Desk } from './support/desk';
import { browser, said, setStage, slug, understory } from './support/stage';
import { english, signIn } from './support/steps';

setStage();
beforeAll(async () => {
  const desk = new Desk(understory.url, slug(), said(/with the password (.+)/));
  await desk.seal(await desk.enter('lin.yuehua@example.org'));
});

async function comeIn(page: Page, email: string) {
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signIn(page, english, email, said(/with the password (.+)/));
}

it('members come through the door to a page without script, and stay in', async () => {
  const { page, context } = await open(browser, { ...PHONE, locale: 'en-GB' });
  const address = `${understory.url}/g/${slug()}/3/responses?language=en`;
  const hidden = await page.goto(address);
  expect(hidden?.status()).toBe(404);
  await comeIn(page, 'camila.andrade@example.org');
  await page.waitForURL(address);
  await page.locator('main article, main section, main li').first().waitFor();
  await expectAccessible(page, 'responses for members');
  await expectNoSideways(page, 'responses for members');
  const pages = await context.cookies(address);
  expect(pages.map((cookie) => [cookie.name, cookie.httpOnly, cookie.path])).toContainEqual(['understory_pages', true, '/g']);
  const text = await page.goto(`${understory.url}/g/${slug()}`);
  expect(text?.status()).toBe(200);
  expect(text?.headers()['cache-control']).toBe('no-store');
  expect(await page.locator('a[href*="/api/"]').count()).toBe(0);
  // Twelve hours later the cookie is gone, the session is not: the door leads straight back.
  await context.clearCookies({ name: 'understory_pages' });
  expect((await page.goto(address))?.status()).toBe(404);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.waitForURL(address);
  await context.close();
});
