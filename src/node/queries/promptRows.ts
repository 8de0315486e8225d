import fs from 'node:fs';
import { lifeOf } from '../../core/insights/session/blockLife';
import type { PlacedBlock, SessionFacts, Turn } from '../../core/insights/session/sessionFacts';
import { BlockKind } from '../../core/usage/blockKind';
import type { PromptKind, PromptRow } from '../../protocol/promptViews';
import { lastPart } from './sessionRows';

const KINDS: Partial<Record<BlockKind, PromptKind>> = {
  [BlockKind.Typed]: 'typed',
  [BlockKind.Pasted]: 'pasted',
  [BlockKind.Injected]: 'injected',
};

export function promptKind({ kind }: Pick<PlacedBlock, 'kind'>): PromptKind | undefined {
  return KINDS[kind];
}

/** What a prompt was and cost over its life; whether its log is still there is looked up apart, see `isGone`. */
export function promptRow(session: SessionFacts, { at, prompt, first }: Turn): PromptRow {
  const { calls } = session.threads[0]!;
  const place = prompt[0]!;
  const row: PromptRow = {
    sessionId: session.id,
    file: place.file,
    offset: place.offset,
    timestamp: at,
    conversationId: session.conversationId,
    source: session.source,
    project: lastPart(session.workspace),
    model: calls[first]?.model ?? '',
    tokens: { typed: 0, pasted: 0, injected: 0 },
    images: 0,
    calls: 0,
    logGone: false,
  };
  let cost: number | undefined;
  for (const block of prompt) {
    const kind = promptKind(block);
    if (kind) row.tokens[kind] += block.tokens;
    else if (block.kind === BlockKind.Image) row.images++;
    const life = lifeOf(calls, block);
    row.calls = Math.max(row.calls, life.calls);
    if (life.costNano !== undefined) cost = (cost ?? 0) + life.costNano;
  }
  return cost === undefined ? row : { ...row, costNano: Math.round(cost) };
}

export function isGone(file: string): boolean {
  return !fs.existsSync(file);
}
