import { BlockKind } from '../../usage/blockKind';
import type { PlacedBlock, SessionFacts, Turn } from '../session/sessionFacts';

/** What the user typed in a turn, as far as its log still has it; '' else. */
export function typedText({ textOf }: Pick<SessionFacts, 'textOf'>, { prompt }: Turn): string {
  return prompt
    .filter(({ kind }) => kind === BlockKind.Typed)
    .map((block) => textOf(block) ?? '')
    .join('\n');
}

/** What the user pasted, of at least so many tokens, with the turn it came in. */
export function* pastes(
  { turns, threads }: Pick<SessionFacts, 'turns' | 'threads'>,
  leastTokens: number,
): Generator<{ turn: Turn; block: PlacedBlock }> {
  const sent = threads[0]!.calls.length;
  for (const turn of turns) {
    for (const block of turn.prompt) {
      if (block.kind === BlockKind.Pasted && block.tokens >= leastTokens && block.first < sent) yield { turn, block };
    }
  }
}
