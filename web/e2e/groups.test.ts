import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';

import { DESKTOP, expectAccessible, expectNoSideways, open, PHONE } from './support/browser';
import { base, browser, said, setStage, slug, understory } from './support/stage';
import { composer, english, signIn } from './support/steps';

setStage();
beforeAll(async () => {
  await seed();
});

const LIGHT = 'The monitoring reports should be published in the languages of the affected communities';

async function enter(page: Page, email: string, button = 'Sign in') {
  await page.goto(`${understory.url}/sign-in`);
  await signIn(page, { ...english, signIn: button }, email, said(/with the password (.+)/));
}

/** Three say the same about one paragraph. */
async function seed() {
  const api = `${understory.url}/api/v1`;
  for (const [index, [email, more]] of [['camila.andrade@example.org', '.'], ['wu.jianping@example.org', ', every year.'], ['amara.diallo@example.org', ', too.']].entries()) {
    const body = JSON.stringify({ email, password: said(/with the password (.+)/) });
    const entered = await fetch(`${api}/auth/login`, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
    const { access_token } = (await entered.json()) as { access_token: string };
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${access_token}`, 'Idempotency-Key': `seed-${index}` };
    const comment = { revision: 3, language: 'en', block_id: 'p17', kind: 'technical', body: LIGHT + more };
    const made = await fetch(`${api}/guidelines/${slug()}/comments`, { method: 'POST', headers, body: JSON.stringify(comment) });
    expect(made.status).toBe(201);
  }
}

it('editors put together what says the same, answer it once, and order tags', async () => {
  const { page, context, troubles } = await open(browser, { ...DESKTOP, locale: 'en-GB' });
  await enter(page, 'lin.yuehua@example.org');
  await page.goto(`${base()}/groups`);
  const proposed = page.locator('[data-proposed]').filter({ hasText: LIGHT });
  await proposed.getByLabel('What they say, in a few words').fill('Reports in local languages');
  await proposed.getByRole('checkbox').last().uncheck();
  await proposed.getByRole('button', { name: 'Put 2 together' }).click();
  const group = page.getByRole('article', { name: 'Reports in local languages' });
  await group.waitFor();
  await expect.poll(() => group.getByRole('listitem').count()).toBe(2);
  await expectAccessible(page, 'groups');

  await group.getByRole('button', { name: 'One answer for all' }).click();
  await group.getByRole('combobox').selectOption('rejected');
  expect(await group.getByRole('button', { name: 'Decide' }).isDisabled(), 'without a reason').toBe(true);
  await group.getByLabel('Reason').fill('The annex says so already.');
  await group.getByRole('button', { name: 'Decide' }).click();
  await group.getByText('Rejected').nth(1).waitFor();
  expect(await group.getByText('Rejected').count()).toBe(2);

  await group.getByRole('button', { name: /^Take out/ }).first().click();
  await expect.poll(() => group.getByRole('listitem').count()).toBe(1);
  await group.getByRole('button', { name: 'Take apart' }).click();
  await group.getByRole('button', { name: 'Really take apart' }).click();
  await group.waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Add a tag' }).click();
  const tag = page.locator('fieldset').last();
  await tag.locator('input').nth(0).fill('Reporting');
  await tag.locator('input').nth(1).fill('报告');
  await page.getByRole('button', { name: 'Save the tags' }).click();
  await page.locator('fieldset[data-tag=reporting]').waitFor();
  await page.goto(`${base()}/triage?q=monitoring+reports`);
  const row = page.locator('[data-comment]').first();
  await row.getByText('Tags', { exact: true }).click();
  await row.getByLabel('Reporting').check();
  await row.locator('.tag').filter({ hasText: 'Reporting' }).waitFor();
  await page.goto(`${base()}/triage?tag=reporting`);
  await expect.poll(() => page.locator('[data-comment]').count()).toBe(1);
  expect(troubles).toEqual([]);
  await context.close();
});

it('whoever writes what others said is shown it, and may support it instead', async () => {
  const { page, context, troubles } = await open(browser, { ...PHONE, locale: 'en-GB' });
  await enter(page, 'oliver.brandt@example.org');
  await page.goto(`${base()}/revisions/3?language=en`);
  await page.locator('[data-remark=p17]').click();
  await page.getByRole('button', { name: 'Add a comment' }).click();
  const field = composer(page).locator('textarea[maxlength]');
  await field.waitFor();
  await field.pressSequentially('Monitoring reports should be published in languages of communities', { delay: 4 });
  const similar = composer(page).locator('[data-similar]');
  await similar.waitFor();
  expect(await field.inputValue()).toBe('Monitoring reports should be published in languages of communities');
  await expectNoSideways(page, 'similar');
  await expectAccessible(page, 'similar');
  await similar.getByRole('button', { name: 'Support this one instead' }).first().click();
  await similar.getByText('You support this comment').waitFor();
  expect(await field.inputValue(), 'what was typed is kept').toContain('Monitoring reports');
  await composer(page).getByRole('button', { name: 'Throw away what I typed' }).click();
  await composer(page).waitFor({ state: 'detached' });
  expect(troubles).toEqual([]);
  await context.close();
});

it.each([
  ['zh-CN', '登录', PHONE, 'dark'],
  ['pt-BR', 'Entrar', PHONE, 'light'],
] as const)('groups and tags are readable in %s', async (locale, button, screen, colorScheme) => {
  const { page, context, troubles } = await open(browser, { ...screen, locale, colorScheme });
  await enter(page, 'lin.yuehua@example.org', button);
  await page.goto(`${base()}/groups`);
  await page.locator('form.panel').last().waitFor();
  await page.waitForTimeout(400); // colours have settled
  await expectAccessible(page, 'groups');
  await expectNoSideways(page, 'groups');
  if (process.env.LOOK) await page.screenshot({ path: `${process.env.LOOK}/groups-${locale}-${colorScheme}.png`, fullPage: true });
  expect(troubles).toEqual([]);
  await context.close();
});
