import { conversation, type ScenarioSession, type SessionScript } from './scenario';

/**
 * So many conversations with one small change each, of which `right` are right at once and the others need a second
 * try after a failed test. Spread over ten days.
 */
export function editTurns(model: string, n: number, right: number, setup: ScenarioSession = {}): SessionScript[] {
  return Array.from({ length: n }, (_, i) => {
    const edit = { name: 'Edit', target: '/a.ts', edit: { added: 1 + (i % 9), removed: 1 } };
    const script = conversation({ model, day: i % 10, hour: 8 + (i % 9), ...setup }).prompt('Change it.');
    script.call({ tools: [edit] });
    if ((i * 7) % n >= right) {
      script.call({ tools: [{ name: 'Bash', target: 'npm', isError: true }] }).call({ tools: [edit] });
    }
    return script.call({ text: 'Done.' });
  });
}
