// Invented prompts for the dashboard's tests, in the shape in which the worker answers.
import type { PromptPlace, PromptRow, PromptsView, PromptText, PromptTextView } from '../../src/protocol/promptViews';

const CENT = 10_000_000;
const SENT = Date.UTC(2026, 4, 27, 9, 30);
const TEXT = 'Hi!\n\nCould you please find out why the pump stops in order to fix it?\nJust look at the log.\n';
const SHORTENED = 'Find out why the pump stops to fix it.\nJust look at the log.\n';

function row(changes: Partial<PromptRow>): PromptRow {
  return {
    sessionId: 1,
    file: '/home/ada/.claude/projects/harbour/c0ffee00.jsonl',
    offset: 4096,
    timestamp: SENT,
    conversationId: 'c0ffee00-0000-4000-8000-000000000001',
    source: 'claude-code',
    project: 'harbour',
    model: 'claude-opus-4-6',
    tokens: { typed: 34, pasted: 9200, injected: 410 },
    images: 1,
    calls: 61,
    costNano: 71 * CENT,
    logGone: false,
    ...changes,
  };
}

export function prompts(name = 'harbour'): PromptsView {
  return {
    days: 30,
    billNano: 6200 * CENT,
    prompts: 212,
    kinds: [
      { kind: 'typed', blocks: 212, tokens: 8400, carriedTokens: 310_000, costNano: 21 * CENT },
      { kind: 'pasted', blocks: 19, tokens: 61_000, carriedTokens: 2_900_000, costNano: 240 * CENT },
      { kind: 'injected', blocks: 140, tokens: 72_000, carriedTokens: 4_100_000 },
    ],
    dearest: [
      row({ project: name }),
      row({ sessionId: 2, offset: 8192, timestamp: SENT - 86_400_000, costNano: 30 * CENT, logGone: true, images: 0 }),
      row({ sessionId: 3, project: '', model: '', costNano: undefined, calls: 1, source: 'copilot-chat' }),
    ],
  };
}

export function promptText(place: PromptPlace, changes: Partial<PromptText> = {}): PromptTextView {
  if (place.sessionId === 3) return { missing: 'log-changed' };
  const edit = { tier: 'safe', applied: true } as const;
  return {
    row: row({ sessionId: place.sessionId }),
    parts: [{ kind: 'typed', text: TEXT }],
    text: TEXT,
    shortened: SHORTENED,
    tokensBefore: 34,
    tokensAfter: 22,
    estimate: true,
    savedNano: 3 * CENT,
    edits: [
      { ...edit, class: 'courtesy', start: 0, end: 5, replacement: '', tokens: 3 },
      { ...edit, class: 'request-frame', start: 5, end: 23, replacement: 'F', tokens: 4 },
      { ...edit, class: 'verbose-phrase', start: 50, end: 61, replacement: 'to', tokens: 2 },
      { ...edit, class: 'request-frame', start: 68, end: 69, replacement: '.', tokens: 0 },
      { class: 'filler', tier: 'ask', applied: false, start: 70, end: 76, replacement: 'L', tokens: 1 },
    ],
    ...changes,
  };
}
