import { expect, it } from 'vitest';

import { DESKTOP, expectAccessible, expectNoSideways, open, PHONE } from './support/browser';
import { base, browser, said, setStage, understory } from './support/stage';
import { english, signIn } from './support/steps';

setStage();

it('an editor sees what was said, and goes from a number to the list behind it', async () => {
  const { page, context, troubles } = await open(browser, { ...DESKTOP, locale: 'en-GB' });
  await page.goto(`${understory.url}/sign-in`);
  await signIn(page, english, 'lin.yuehua@example.org', said(/with the password (.+)/));
  await page.goto(`${base()}/statistics`);
  const table = (name: string) => page.getByRole('table', { name });
  await table('By clause').waitFor();
  const clauses = await table('By clause').getByRole('row').count();
  expect(clauses).toBeGreaterThan(5);
  expect(await page.getByRole('img', { name: /^100 received/ }).count()).toBe(1);
  expect(await table('By stakeholder group').getByRole('row').count()).toBeGreaterThan(4);

  await page.getByText('Show the days as a table').click();
  const days = table('Over time').getByRole('row');
  expect(await days.count()).toBeGreaterThan(1);
  const numbers = await days.locator('td:nth-of-type(1)').allInnerTexts();
  expect(numbers.map(Number).reduce((sum, one) => sum + one, 0)).toBe(60);

  const open_ = table('What became of it').getByRole('row', { name: /^Open/ });
  const count = Number(await open_.getByRole('cell').first().innerText());
  await open_.getByRole('link', { name: /comment/ }).click();
  await page.waitForURL('**/triage?status=open');
  await page.locator('[data-comment]').first().waitFor();
  expect(await page.locator('[data-comment]').count()).toBe(Math.min(count, 50));

  await page.goBack();
  await table('By organisation').getByRole('link').first().click();
  await page.waitForURL('**/triage?organisation=*');
  await page.locator('[data-comment]').first().waitFor();
  expect(await page.locator('[data-comment]').count()).toBeLessThan(50);
  expect(troubles).toEqual([]);
  await context.close();
});

it('the scope is part of the address, and a visitor reads it, too', async () => {
  const { page, context, troubles } = await open(browser, { ...DESKTOP, locale: 'en-GB' });
  await page.goto(`${base()}/statistics`);
  await page.getByRole('table', { name: 'By clause' }).waitFor();
  await page.locator('select[name=from]').selectOption('2');
  await page.waitForURL('**/statistics?from=2');
  await page.getByRole('img', { name: /received/ }).waitFor();
  await expect.poll(() => page.getByRole('img', { name: /^100 received/ }).count()).toBe(0);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Numbers as CSV' }).click()]);
  expect(download.suggestedFilename()).toMatch(/-statistics\.csv$/);
  await page.getByRole('table', { name: 'By clause' }).getByRole('link').first().click();
  await page.waitForURL(/revisions\/\d+\?language=en#/);
  expect(troubles).toEqual([]);
  await context.close();
});

it.each([
  ['zh-CN', PHONE, 'dark'],
  ['pt-BR', PHONE, 'light'],
  ['en-GB', DESKTOP, 'dark'],
] as const)('it is readable in %s', async (locale, screen, colorScheme) => {
  const { page, context, troubles } = await open(browser, { ...screen, locale, colorScheme });
  await page.goto(`${base()}/statistics`);
  await page.locator('table:visible').first().waitFor();
  await page.waitForTimeout(400); // colours have settled
  await expectAccessible(page, 'statistics');
  await expectNoSideways(page, 'statistics');
  if (process.env.LOOK) await page.screenshot({ path: `${process.env.LOOK}/statistics-${locale}-${colorScheme}.png`, fullPage: true });
  expect(troubles).toEqual([]);
  await context.close();
});
