import assert from 'node:assert/strict';
import { Calibration } from '../../../../src/core/insights/session/calibration';
import { PRIOR } from '../../../../src/core/insights/session/tokenEstimate';
import type { SortedSession } from '../../../../src/core/insights/session/buildSession';
import { sortIntoSteps, type LooseBlock } from '../../../../src/core/insights/session/placeBlocks';
import { conversation, output, prose, type ScenarioSession } from '../../../support/scenario';

/** `steps` results in one context; each is taken as `factor` times the tokens that the usual ratios give it. */
function session(
  steps: number,
  factor: number,
  setup: ScenarioSession = {},
): Pick<SortedSession, 'capabilities' | 'threads'> {
  const script = conversation({ prefix: 10_000, ...setup }).prompt('Begin.');
  for (let i = 0; i < steps; i++) {
    script.call({ out: 50, tools: [{ name: 'Bash', target: 'npm', result: output(200 + 37 * (i % 9), `${i}`) }] });
    if (i % 3 === 0) script.prompt(prose(100 + 11 * (i % 5), `${i}`));
  }
  const facts = script.call({ out: 1 }).facts();
  const { calls } = facts.threads[0]!;
  let input = calls[0]!.input;
  for (let j = 1, last = input; j < calls.length; j++) {
    const came = calls[j]!.input - last - 50;
    last = calls[j]!.input;
    input += 50 + Math.round(came * factor);
    calls[j]!.input = input;
  }
  const threads = facts.threads.map(({ agent, calls, blocks }) => sortIntoSteps(agent, calls, blocks as LooseBlock[]));
  return { capabilities: facts.capabilities, threads };
}

suite('calibration', () => {
  test('with few samples takes what is usual, and claims no error', () => {
    const calibration = new Calibration();
    calibration.add(session(20, 1.5));
    assert.deepEqual(calibration.ratios('claude-opus-4-8'), PRIOR);
    assert.deepEqual(calibration.errors(), []);
  });

  test('learns that a model needs half as many tokens again', () => {
    const calibration = new Calibration();
    calibration.add(session(200, 1.5));
    const { result, prose: typed } = calibration.ratios('claude-opus-4-8');
    assert.ok(Math.abs(result - PRIOR.result / 1.5) < 0.2, `${result}`);
    assert.ok(Math.abs(typed - PRIOR.prose / 1.5) < 0.6, `${typed}`);
    const [error] = calibration.errors();
    assert.equal(error?.model, 'claude-opus-4-8');
    assert.ok(error.error < 0.05, `${error.error}`);
    assert.equal(error.samples, 200);
  });

  test('keeps models apart', () => {
    const calibration = new Calibration();
    calibration.add(session(200, 1.5));
    calibration.add(session(200, 1, { model: 'claude-haiku-4-5' }));
    assert.ok(calibration.ratios('claude-haiku-4-5').result > calibration.ratios('claude-opus-4-8').result * 1.3);
  });

  test('passes over what cannot be the text alone', () => {
    const calibration = new Calibration();
    calibration.add(session(200, 4));
    assert.deepEqual(calibration.errors(), []);
  });

  test('learns nothing from estimates', () => {
    const calibration = new Calibration();
    const facts = session(200, 1.5);
    calibration.add({ ...facts, capabilities: new Set() });
    assert.deepEqual(calibration.errors(), []);
  });
});
