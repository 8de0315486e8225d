import assert from 'node:assert/strict';
import { advice, noAdvice } from '../support/coachData';
import { prompts } from '../support/promptData';
import { openDashboard } from './dashboardPage';

const HOSTILE = '<img src=x onerror="window.hacked=1">';
const page = 'advice';

suite('dashboard: advice', function () {
  this.timeout(30_000);

  test('shows three tips in full, and the others one step away', async () => {
    const { page: p, close } = await openDashboard({ state: { page } });
    await p
      .getByText(
        '1,204 calls in 86 sessions were looked at: $212.40, plus 12 unpriced. All tips together: $13 – $24 a month.',
      )
      .waitFor();
    assert.deepEqual(await p.getByRole('article').getByRole('heading').allInnerTexts(), [
      'Keeping the cache for an hour would have spared 3.1M tokens from being written again.',
      'Coming back after 3 hours wrote 168K tokens again; 14 such returns cost $9.40.',
      'In tide-tables a pasted log of 9,200 tokens says in 1,300 what matters.',
    ]);
    await p.getByText('Further tips: 1').click();
    await p.getByRole('heading', { name: '72% of your small edits ran with high effort.' }).waitFor();
    await close();
  });

  test('a bill without any price is no bill of nothing', async () => {
    const answers = {
      advice: () => advice({ billNano: 0, unpricedCalls: 1204, claimed: { lowNano: 0, highNano: 0 } }),
    };
    const { page: p, close } = await openDashboard({ state: { page }, answers });
    await p.getByText('1,204 calls in 86 sessions were looked at: unpriced.', { exact: true }).waitFor();
    await close();
  });

  test('a tip says what it is worth, how sure that is, what could go wrong and how it is checked', async () => {
    const { page: p, close } = await openDashboard({ state: { page } });
    const tip = p.getByRole('article', { name: 'Coming back after 3 hours' });
    await tip.waitFor();
    assert.equal(await tip.locator('.tip-worth').innerText(), 'Could save $4.20 – $7.60 a month\n14 times on 6 days');
    assert.deepEqual(await tip.locator('dl > div').allInnerTexts(), [
      'How sure\nEstimated: your own calls without this part, all else unchanged.',
      'What could go wrong\nA fresh session has to find again what the note leaves out.',
      'How we will check\nWe compare what is written again after a pause, per session.',
    ]);
    await close();
  });

  test('on a subscription a tip frees use, and saves no money', async () => {
    const { page: p, close } = await openDashboard({ state: { page }, setup: { billing: 'subscription' } });
    const tip = p.getByRole('article', { name: 'Coming back after 3 hours' });
    await tip.getByText('Could free 2.0% – 3.6% of your use').waitFor();
    await tip.getByText('Evidence').click();
    assert.doesNotMatch(await tip.locator('.tip-worth, .evidence').allInnerTexts().then(String), /\$|save/);
    await p.getByText('does not change your bill').waitFor();
    await close();
  });

  test('in credits a tip saves credits', async () => {
    const { page: p, close } = await openDashboard({ state: { page }, setup: { billing: 'copilot-credits' } });
    await p.getByText('Could save 420–760 AI credits a month').waitFor();
    await close();
  });

  test('a direction has no amount', async () => {
    const { page: p, close } = await openDashboard({ state: { page } });
    await p.getByText('Further tips: 1').click();
    const tip = p.getByRole('article', { name: 'of your small edits' });
    assert.equal(await tip.locator('.tip-worth').innerText(), '14 times on 6 days');
    await tip.getByText('A direction, without an amount').waitFor();
    await close();
  });

  test('evidence leads to "Why this number?" of its call, and the focus comes back', async () => {
    const { page: p, sent, close } = await openDashboard({ state: { page } });
    const tip = p.getByRole('article', { name: 'Coming back after 3 hours' });
    await tip.getByText('Evidence: the dearest 3 of 14').click();
    await tip.getByRole('button', { name: 'May 26, 2026, 9:00 AM, 84K tokens written again after 2 hours' }).click();
    await p.getByRole('dialog', { name: 'Why this number?' }).getByText('#1002', { exact: true }).waitFor();
    assert.ok(sent.some((message) => JSON.stringify(message).includes('"request":"#1002"')));
    await p.keyboard.press('Escape');
    await p.getByRole('dialog').waitFor({ state: 'hidden' });
    assert.equal(await p.evaluate(() => document.activeElement?.textContent), 'May 26, 2026, 9:00 AM');
    await close();
  });

  test('evidence without a call opens its line in the log', async () => {
    const { page: p, sent, close } = await openDashboard({ state: { page } });
    const tip = p.getByRole('article', { name: 'a pasted log' });
    await tip.getByText('Evidence').click();
    await tip.getByRole('button', { name: 'Open Log' }).click();
    assert.deepEqual(sent.at(-1), {
      type: 'openLog',
      file: '/home/ada/.claude/projects/harbour/c0ffee00.jsonl',
      offset: 8192,
    });
    await close();
  });

  test('the button asks for what the tip offers, for its dearest place; each place can be chosen', async () => {
    const { page: p, sent, close } = await openDashboard({ state: { page } });
    const tip = p.getByRole('article', { name: 'a pasted log' });
    await tip.getByRole('button', { name: 'Copy It Folded', exact: true }).click();
    const wanted = {
      type: 'adviceAction',
      ruleId: 'paste-fold',
      workspace: '/home/ada/src/tide-tables',
      monthlyNano: 1_300_000_000,
      evidence: { sessionId: 1, file: '/home/ada/.claude/projects/harbour/c0ffee00.jsonl', offset: 8192 },
    };
    assert.deepEqual(sent.at(-1), wanted);
    await tip.getByText('Evidence').click();
    await tip.getByRole('button', { name: 'Copy It Folded: May 24, 2026, 9:00 AM' }).click();
    assert.deepEqual(sent.at(-1), wanted);
    await close();
  });

  test('a guide shows its steps in the tip', async () => {
    const { page: p, close } = await openDashboard({ state: { page } });
    await p.getByText('Further tips: 1').click();
    await p.getByText('Show How').click();
    // Drawn once it is unfolded, which the browser says a moment later.
    await p.getByText('Choose a lower effort there.').waitFor();
    assert.deepEqual(await p.getByRole('article').getByRole('listitem').allInnerTexts(), [
      'Ask for small edits in a session of their own.',
      'Choose a lower effort there.',
    ]);
    await close();
  });

  test('following is told, and shown from then on', async () => {
    const { page: p, sent, close } = await openDashboard({ state: { page } });
    const tip = p.getByRole('article', { name: 'Keeping the cache' });
    await tip.getByRole('button', { name: 'I Did This' }).click();
    assert.deepEqual(sent.at(-1), {
      type: 'follow',
      ruleId: 'ttl-fit',
      workspace: '/home/ada/src/harbour',
      monthlyNano: 6_100_000_000,
    });
    await p.getByText('Noted. What comes from now on').first().waitFor();
    const followed = p.getByRole('article', { name: 'a pasted log' });
    await followed.getByText('You followed this on May 28, 2026.').waitFor();
    assert.equal(await followed.getByRole('button', { name: 'I Did This' }).count(), 0);
    await close();
  });

  test('what was followed by mistake is taken back where it was said, and that as well', async () => {
    const { page: p, sent, close } = await openDashboard({ state: { page } });
    const tip = p.getByRole('article', { name: 'a pasted log' });
    await tip.getByRole('button', { name: 'Stop Checking: Long pasted logs' }).click();
    assert.deepEqual(sent.at(-1), { type: 'unfollow', id: 7 });
    await p.getByRole('button', { name: 'Undo' }).click();
    assert.deepEqual(sent.at(-1), { type: 'unfollow', id: 7, back: true });
    await close();
  });

  for (const [button, days] of [
    ['7 Days', 7],
    ['30 Days', 30],
    ['Ever', 'forever'],
  ] as const) {
    test(`a tip can be silenced for ${button}, and the keyboard is at the way back`, async () => {
      const { page: p, sent, close } = await openDashboard({ state: { page } });
      const tip = p.getByRole('article', { name: 'Keeping the cache' });
      await tip.getByText('Not now').click();
      await tip.getByRole('button', { name: button, exact: true }).click();
      const snooze = { type: 'snooze', ruleId: 'ttl-fit', workspace: '/home/ada/src/harbour' };
      assert.deepEqual(sent.at(-1), { ...snooze, days });
      const undo = p.getByRole('button', { name: 'Undo' });
      assert.ok(await undo.evaluate((element) => element === document.activeElement));
      assert.ok(await undo.evaluate((element) => element.getBoundingClientRect().top < innerHeight));
      await p.keyboard.press('Enter');
      assert.deepEqual(sent.at(-1), { ...snooze, days: 0 });
      await p.getByText('Taken back.').first().waitFor();
      await close();
    });
  }

  for (const [button, reason] of [
    ['Wrong', 'wrong'],
    ['Not Worth It', 'not-worth-it'],
    ['Already Done', 'already-did'],
  ] as const) {
    test(`a tip is dismissed as "${button}" with one tap`, async () => {
      const { page: p, sent, close } = await openDashboard({ state: { page } });
      const tip = p.getByRole('article', { name: 'Keeping the cache' });
      await tip.getByText('Not now').click();
      await tip.getByRole('button', { name: button, exact: true }).click();
      const dismiss = {
        type: 'dismiss',
        ruleId: 'ttl-fit',
        workspace: '/home/ada/src/harbour',
        lowNano: 6_100_000_000,
      };
      assert.deepEqual(sent.at(-1), { ...dismiss, reason });
      await p.getByRole('button', { name: 'Undo' }).click();
      assert.deepEqual(sent.at(-1), dismiss);
      await close();
    });
  }

  test('a tip about several projects is silenced in all of them, or in one', async () => {
    const { page: p, sent, close } = await openDashboard({ state: { page } });
    const tip = p.getByRole('article', { name: 'Coming back' });
    await tip.getByText('Not now').click();
    await tip.getByRole('combobox', { name: 'Where' }).selectOption('tide-tables');
    await tip.getByRole('button', { name: '7 Days', exact: true }).click();
    assert.equal((sent.at(-1) as { workspace: string }).workspace, '/home/ada/src/tide-tables');
    await tip.getByRole('combobox', { name: 'Where' }).selectOption('In all projects');
    await tip.getByRole('button', { name: '7 Days', exact: true }).click();
    assert.equal((sent.at(-1) as { workspace: string }).workspace, '');
    await close();
  });

  test('what the user did shows at once', async () => {
    let view = advice();
    const { page: p, post, close } = await openDashboard({ state: { page }, answers: { advice: () => view } });
    await p.getByRole('article', { name: 'Keeping the cache' }).waitFor();
    view = advice({ advice: view.advice.slice(1) });
    await post({ type: 'changed', asked: true });
    await p.getByRole('article', { name: 'Keeping the cache' }).waitFor({ state: 'hidden' });
    await close();
  });

  test('new log lines do not make the coach look again at once', async () => {
    let asked = 0;
    const answers = { advice: () => ((asked += 1), advice()) };
    const { page: p, post, close } = await openDashboard({ state: { page }, answers });
    await p.getByRole('article').first().waitFor();
    for (let i = 0; i < 5; i += 1) await post({ type: 'changed' });
    await p.waitForTimeout(300);
    assert.equal(asked, 1);
    await close();
  });

  test('what is not shown says why, and what was set aside can be had back', async () => {
    const { page: p, sent, close } = await openDashboard({ state: { page } });
    await p.getByText('Small things, and what you set aside: 2').click();
    await p.getByText('Not shown: it is about too little').waitFor();
    await p.getByText('Not shown: you asked it to be silent until Jun 4, 2026').waitFor();
    await p.getByRole('button', { name: 'Show It Again: The same file was read 9 times' }).click();
    const woken = sent.filter((message) => (message as { type: string }).type === 'snooze');
    assert.deepEqual(
      woken.map((message) => (message as { workspace: string; days: number }).workspace),
      ['', '/home/ada/src/harbour', '/home/ada/src/tide-tables'],
    );
    await close();
  });

  test('rules that could not run are named by assistant, with what its logs lack; failed ones with their reason', async () => {
    const { page: p, close } = await openDashboard({ state: { page } });
    await p.getByText('What could not be judged: 4').click();
    await p.getByText('Codex does not always log what was cached. Silent for that reason:').waitFor();
    await p.getByText('Coming back to a long conversation · Changing model or effort within a conversation').waitFor();
    await p.getByText('Copilot Chat does not always log compactions.').waitFor();
    await p.getByText('Commands that print a lot: a price that is no number').waitFor();
    await close();
  });

  test('where nothing is worth changing, that is said calmly', async () => {
    const { page: p, close } = await openDashboard({ state: { page }, answers: { advice: () => noAdvice() } });
    await p.getByRole('heading', { name: 'Nothing worth changing' }).waitFor();
    const text = '1,204 calls in 86 sessions were looked at. None of it is worth changing for. 12 calls unpriced.';
    await p.getByText(text).waitFor();
    assert.equal(await p.getByRole('article').count(), 0);
    await close();
  });

  test('a period without a call says so', async () => {
    const answers = { advice: () => ({ ...noAdvice(), calls: 0, sessions: 0 }) };
    const { page: p, close } = await openDashboard({ state: { page }, answers });
    await p.getByText('No calls in this period.').waitFor();
    await close();
  });

  for (const [empty, name] of [
    [{ advice: () => ({ ...noAdvice(), calls: 0 }) }, 'advice'],
    [{ prompts: () => ({ ...prompts(), prompts: 0 }) }, 'prompts'],
    [{ contextCost: () => ({ days: 30, workspaces: [] }) }, 'context'],
    [{ whatIf: () => ({ days: 30, classes: [] }) }, 'whatIf'],
  ] as const) {
    test(`an empty period is no dead end: ${name}`, async () => {
      const { page: p, state, close } = await openDashboard({ state: { page: name }, answers: empty });
      await p.getByRole('button', { name: 'Show Last 90 Days' }).click();
      assert.equal(((await state()) as { coachDays: number }).coachDays, 90);
      await p.getByRole('button', { name: 'Where Tokenmin Looked' }).click();
      await p.getByRole('tabpanel', { name: 'Sources' }).waitFor();
      await close();
    });
  }

  test('it is said that it takes a while, and a failure can be tried again', async () => {
    let answer: (() => void) | undefined;
    let fail = true;
    const answers = {
      advice: async () => {
        if (!fail) return advice();
        await new Promise<void>((resolve) => (answer = resolve));
        throw new Error('database is locked');
      },
    };
    const { page: p, close } = await openDashboard({ state: { page }, answers });
    await p.getByText('Reading…').waitFor();
    answer?.();
    await p.getByRole('alert').getByText('database is locked').waitFor();
    fail = false;
    await p.getByRole('button', { name: 'Try Again' }).click();
    await p.getByRole('article').first().waitFor();
    await close();
  });

  test('the period is asked for, and kept over a reload and for the coach’s other pages', async () => {
    const asked: number[] = [];
    const answers = {
      advice: ({ days }: { days: number }) => (asked.push(days), advice()),
      contextCost: ({ days }: { days: number }) => (asked.push(days), { days, workspaces: [] }),
    };
    const { page: p, state, close } = await openDashboard({ state: { page }, answers });
    await p.getByRole('combobox', { name: 'Period' }).selectOption('Last 14 days');
    await p.getByRole('article').first().waitFor();
    await p.reload();
    await p.getByRole('article').first().waitFor();
    await p.getByRole('tab', { name: 'Context' }).click();
    await p.getByText('No session in this period').waitFor();
    assert.deepEqual(asked, [30, 14, 14, 14]);
    assert.equal(((await state()) as { coachDays: number }).coachDays, 14);
    await close();
  });

  test('names are text, cut where they are long, and do not turn the sentence round', async () => {
    const name = `${HOSTILE}\u05e9\u05dc\u05d5\u05dd{project}${'x'.repeat(10_000)}`;
    const opened = await openDashboard({ state: { page }, data: { name }, width: 300 });
    const { page: p, problems, close } = opened;
    const title = p.getByRole('article').nth(2).getByRole('heading');
    await title.waitFor();
    assert.match(
      await title.innerText(),
      /^In <img src=x onerror="window\.hacked=1">שלום\{project\}x+… a pasted log of 9,200/,
    );
    assert.ok((await title.innerText()).length < 200);
    await p.getByRole('article').nth(2).getByText('Evidence').click();
    await p.locator('.evidence').getByText(HOSTILE).first().waitFor();
    assert.equal(await p.evaluate(() => 'hacked' in window), false);
    assert.equal(await p.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    assert.equal(await title.locator('bdi').count(), 1);
    assert.deepEqual(problems, []);
    await close();
  });

  test('templates appear in the user’s language, with figures as they are written there', async () => {
    const template = 'Coming back after {longest} wrote {tokens} tokens again; {n} such returns cost {cost}.';
    const { page: p, close } = await openDashboard({
      state: { page },
      setup: {
        locale: 'de',
        phrases: {
          [template]: '{n} Rückkehren kosteten {cost}: nach {longest} wurden {tokens} Token neu geschrieben.',
          'Copy a Hand-off Note': 'Übergabe kopieren',
        },
      },
    });
    await p
      .getByRole('heading', { name: '14 Rückkehren kosteten 9,40 $: nach 3 Stunden wurden 168.000 Token neu' })
      .waitFor();
    await p.getByRole('button', { name: 'Übergabe kopieren' }).first().waitFor();
    await close();
  });
});
