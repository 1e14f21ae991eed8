import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';

import { DESKTOP, expectAccessible, expectNoSideways, open, PHONE, type Watched } from './support/browser';
import { base, browser, said, setStage, understory } from './support/stage';
import { english, signIn } from './support/steps';

setStage();

const DEPOSIT = 'public repository within one year';

async function enter(email: string, screen: typeof DESKTOP | typeof PHONE): Promise<Watched> {
  const watched = await open(browser, { ...screen, locale: 'en-GB' });
  await watched.page.goto(`${understory.url}/sign-in`);
  await signIn(watched.page, english, email, said(/with the password (.+)/));
  return watched;
}

/** Opens the form for the paragraph with these words, and types others in their place. */
async function propose(page: Page, words: string, others: string, reason: string, revision = 3) {
  await page.goto(`${base()}/revisions/${revision}?language=en`);
  const block = page.locator('article.prose [data-block]').filter({ hasText: words }).first();
  await block.locator('[data-remark]').click();
  await page.locator('[data-propose]:visible').first().click();
  const field = page.locator('dialog textarea').first();
  await field.fill((await field.inputValue()).replace(words, others));
  await page.getByLabel('Why? (optional)').fill(reason);
}

async function clean(watched: Watched) {
  expect(watched.troubles.filter((what) => !what.includes('409'))).toEqual([]);
  await watched.context.close();
}

describe.sequential('from a proposal to the next revision', () => {
  it('a participant proposes on a phone, and nothing typed is lost', async () => {
    const watched = await enter('camila.andrade@example.org', PHONE);
    const { page } = watched;
    await propose(page, DEPOSIT, 'public repository within six months', 'Half a year is enough to check them.');
    await expectAccessible(page, 'the form on a phone');
    await expectNoSideways(page, 'the form on a phone');
    await page.reload();
    const block = page.locator('article.prose [data-block]').filter({ hasText: DEPOSIT }).first();
    await block.locator('[data-remark]').click();
    await page.locator('[data-propose]:visible').first().click();
    expect(await page.locator('dialog textarea').first().inputValue()).toContain('six months');
    await page.getByRole('button', { name: 'Send proposal' }).click();
    await page.getByRole('link', { name: 'See it among the suggestions' }).click();
    await page.locator('[data-suggestion] ins').filter({ hasText: 'six months' }).waitFor();
    await expectAccessible(page, 'the suggestions on a phone');
    await expectNoSideways(page, 'the suggestions on a phone');
    await clean(watched);
  });

  it('another proposes other words, supports the first, and changes the own proposal', async () => {
    const watched = await enter('wu.jianping@example.org', DESKTOP);
    const { page } = watched;
    await propose(page, DEPOSIT, 'public repository within two years', 'Small operators have no staff for it.');
    await page.getByRole('button', { name: 'Send proposal' }).click();
    await page.getByRole('link', { name: 'See it among the suggestions' }).click();
    const first = page.locator('[data-suggestion]').filter({ hasText: 'Half a year is enough' });
    await first.getByRole('button', { name: 'Support' }).click();
    await first.getByText('1 supports this').waitFor();
    const own = page.locator('[data-suggestion]').filter({ hasText: 'Small operators have no staff' });
    await own.getByRole('button', { name: 'Edit' }).click();
    const field = page.locator('dialog textarea').first();
    await field.fill((await field.inputValue()).replace('two years', 'three years'));
    await page.getByRole('button', { name: 'Save' }).click();
    await own.locator('ins').filter({ hasText: 'three' }).waitFor();
    await expectAccessible(page, 'the suggestions');
    await clean(watched);
  });

  it('the board stacks the proposals on a phone', async () => {
    const watched = await enter('lin.yuehua@example.org', PHONE);
    const { page } = watched;
    await page.goto(`${base()}/conflicts?language=en`);
    const places = await page.locator('[data-contender]').evaluateAll((cards) => cards.map((card) => card.getBoundingClientRect().left));
    expect(new Set(places).size).toBeLessThanOrEqual(1);
    await page.locator('[data-contender]').first().waitFor();
    await expectAccessible(page, 'the board on a phone');
    await expectNoSideways(page, 'the board on a phone');
    await clean(watched);
  });

  it('an editor chooses one on the board, edits the draft and publishes', async () => {
    const watched = await enter('lin.yuehua@example.org', DESKTOP);
    const { page } = watched;
    await page.goto(`${base()}/conflicts?language=en`);
    const chosen = page.locator('[data-contender]').filter({ hasText: 'Half a year is enough' });
    await chosen.getByText('Instituto Serra Viva').first().waitFor();
    await expectAccessible(page, 'the board');
    await chosen.getByRole('button', { name: 'Choose this one' }).click();
    await chosen.locator('textarea').fill('The regional plan asks for it.');
    await chosen.getByRole('button', { name: 'Accept, and supersede the others' }).click();
    await chosen.waitFor({ state: 'detached' });
    await page.goto(`${base()}/draft?language=en`);
    await page.locator('article ins').filter({ hasText: 'six months' }).waitFor();
    await page.locator('[data-draft=p3]').click({ force: true });
    const field = page.getByLabel('The paragraph in the draft');
    await field.fill((await field.inputValue()).replace('not a certification standard', 'no certification standard'));
    await page.getByRole('button', { name: 'Put into the draft' }).click();
    await page.locator('article ins').filter({ hasText: 'no' }).first().waitFor();
    await expectAccessible(page, 'the draft');
    await page.getByLabel('What is new in this revision').fill('Data within six months.');
    await page.getByRole('button', { name: 'Check first' }).click();
    const publish = page.getByRole('button', { name: 'Publish revision 4' });
    expect(await publish.isDisabled()).toBe(true);
    await page.getByLabel(/I know, and publish nevertheless/).check();
    await publish.click();
    await page.getByText('Revision 4 is published').waitFor();
    await clean(watched);
  });

  it('what clashes with the draft is written by hand onto it', async () => {
    const watched = await enter('amara.diallo@example.org', DESKTOP);
    const { page } = watched;
    for (const margin of ['voluntary', 'binding']) {
      await propose(page, 'no certification standard', `no ${margin} standard`, margin, 4);
      await page.getByRole('button', { name: 'Send proposal' }).click();
      await page.getByText('Your proposal was sent.').first().waitFor();
    }
    await page.goto(`${base()}/suggestions?status=open`);
    const card = (words: string) => page.locator('[data-suggestion]').filter({ hasText: words });
    for (const margin of ['voluntary', 'binding']) {
      await card(margin).getByRole('button', { name: 'Decide', exact: true }).click();
      await card(margin).locator('.deciding').getByRole('button', { name: 'Decide', exact: true }).click();
      if (margin === 'voluntary') await card(margin).getByRole('button', { name: 'Undo the decision' }).waitFor();
    }
    const clashing = card('binding');
    await clashing.getByText('It cannot go in as it is.').waitFor();
    await expectAccessible(page, 'a clash');
    await clashing.getByRole('button', { name: 'Write on from this' }).first().click();
    const field = clashing.getByLabel('What goes in instead');
    await field.fill((await field.inputValue()).replace('voluntary', 'voluntary or binding'));
    await clashing.getByLabel('Reason').fill('Both have a point.');
    await clashing.locator('.deciding').getByRole('button', { name: 'Decide', exact: true }).click();
    await clashing.getByText('Accepted with modification').waitFor();
    await page.goto(`${base()}/draft?language=en`);
    await page.locator('article ins').filter({ hasText: 'or binding' }).waitFor();
    await clean(watched);
  });

  it('the author is told on the phone, reads the decision and answers', async () => {
    const watched = await enter('camila.andrade@example.org', PHONE);
    const { page } = watched;
    await page.goto(understory.url);
    await page.getByRole('link', { name: /unread notice/ }).click();
    await expectAccessible(page, 'the notices');
    await expectNoSideways(page, 'the notices');
    await page.goto(`${base()}/mine`);
    const card = page.locator('[data-mine]').filter({ hasText: 'The regional plan asks for it.' });
    await card.getByText('Accepted').waitFor();
    await card.getByRole('button', { name: 'Satisfied', exact: true }).click();
    await card.locator('textarea').fill('Thank you.');
    await card.getByRole('button', { name: 'Send answer' }).click();
    await card.getByText('The author is satisfied.').waitFor();
    await expectAccessible(page, 'what became of my comments');
    await expectNoSideways(page, 'what became of my comments');
    await clean(watched);
  });

  it('an editor decides on several comments at once', async () => {
    const watched = await enter('lin.yuehua@example.org', DESKTOP);
    const { page } = watched;
    await page.goto(`${base()}/triage?status=open`);
    const boxes = page.locator('[data-select]:enabled');
    await boxes.nth(1).waitFor();
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await expectAccessible(page, 'the triage');
    await page.locator('form.panel select').nth(1).selectOption('noted');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('2 comments changed.').first().waitFor();
    await clean(watched);
  });
});
