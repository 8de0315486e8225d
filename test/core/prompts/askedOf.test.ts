import assert from 'node:assert/strict';
import { asksAboutForm, foldingAllowedBy } from '../../../src/core/prompts/shorten/data/askedOf';

suite('what a prompt asks of its data', () => {
  const folding: [prompt: string, allowed: ReturnType<typeof foldingAllowedBy>][] = [
    ['Which request fails?', 'all'],
    ['In which order did the requests arrive?', 'none'],
    ['What order do these run in?', 'none'],
    ['Are they out of order?', 'none'],
    ['Is this the right order?', 'none'],
    ['What is the startup order?', 'none'],
    ['Give me the number of 404s.', 'none'],
    ['the order of events', 'none'],
    ['Why does the order service fail?', 'all'],
    ['In order to find the bug, look at this.', 'all'],
    ['Is there a race?', 'keep-timestamps'],
  ];
  for (const [prompt, allowed] of folding) {
    test(`folding: ${prompt}`, () => assert.equal(foldingAllowedBy(prompt), allowed));
  }

  const form: [prompt: string, isAboutForm: boolean][] = [
    ['Why is the total of this order wrong?', false],
    ['Password hash check fails', false],
    ['Are the keys in order?', true],
    ['Is the column order right?', true],
    ['Sort it.', true],
    ['Is this valid JSON?', true],
  ];
  for (const [prompt, isAboutForm] of form) {
    test(`form: ${prompt}`, () => assert.equal(asksAboutForm(prompt), isAboutForm));
  }
});
