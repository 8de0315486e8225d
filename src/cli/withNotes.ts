import type { Note } from '../protocol/views';
import type { WorkerConfig } from '../protocol/messages';
import type { Service } from '../node/service';
import { withService } from './withService';

/** The answer, and what is to be said beside it. */
export function withNotes<T>(
  config: WorkerConfig,
  ask: (service: Service) => Promise<T>,
): Promise<{ answer: T; notes: Note[] }> {
  return withService(config, async (service) => ({
    answer: await ask(service),
    notes: await service.query('notes', {}),
  }));
}
