// The `tokenmin` command. Everything but this file's few lines is loaded only when it is needed.
import { help } from './help';
import type * as Tools from './tools';
import { print } from './print';

type Command = (args: string[]) => Promise<number>;

const commands: Record<string, () => Promise<Command>> = {
  report: async () => (await import('./report')).report,
  advise: async () => (await import('./advise')).advise,
  whatif: async () => (await import('./whatif')).whatif,
  doctor: async () => (await import('./doctor')).doctor,
  explain: async () => (await import('./explain')).explain,
  count: async () => (await import('./count')).count,
  lint: async () => (await tools()).lint,
  shorten: async () => (await tools()).shorten,
};

async function tools(): Promise<typeof Tools> {
  const { loadBundle } = await import('../node/loadBundle');
  return loadBundle<typeof Tools>(__dirname, 'tools.js');
}

/** Exit codes: 0, 1 failed, 2 wrong usage. */
async function main([name = '', ...args]: string[]): Promise<number> {
  if (name === '--version' || name === '-v') return say(`${(await import('./version')).version()}\n`, 0);
  if (name === '--help' || name === '-h' || name === 'help') return say(help(), 0);
  if (name === '') return complain(help(), 2);
  if (!Object.hasOwn(commands, name)) {
    return complain(`tokenmin: there is no command ${JSON.stringify(name)}; see tokenmin --help\n`, 2);
  }
  if (args.includes('--help') || args.includes('-h')) return say(help(name), 0);
  if (!hasDatabase()) {
    return complain(`tokenmin needs Node.js 22.13 or later; this is ${process.versions.node}\n`, 1);
  }
  try {
    return await (
      await commands[name]!()
    )(args);
  } catch (error) {
    const wrongUsage = error instanceof Error && error.name === 'UsageError';
    const message = error instanceof Error ? error.message : String(error);
    const hint = wrongUsage ? `; see tokenmin ${name} --help` : '';
    return complain(`tokenmin: ${message}${hint}\n`, wrongUsage ? 2 : 1);
  }
}

/** `node:sqlite` is there without a flag since 22.13. */
function hasDatabase(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 13);
}

function say(text: string, code: number): number {
  print(text);
  return code;
}

function complain(text: string, code: number): number {
  process.stderr.write(text);
  return code;
}

// Node calls its own SQLite experimental: nothing that the reader of a report could do anything about.
process.removeAllListeners('warning');
void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
