import * as esbuild from 'esbuild';

const modules = ['http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns', 'dns/promises', 'inspector', 'child_process'];
const globals = [
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'WebSocketStream',
  'WebTransport',
  'EventSource',
  'RTCPeerConnection',
];
const members = ['navigator.sendBeacon', 'process.getBuiltinModule', 'process.binding'];
const globalObjects = ['globalThis', 'window', 'self', 'global'];

const names = [...globals, ...members];
const spellings = names.flatMap((name) => [name, ...globalObjects.map((object) => `${object}.${name}`)]);
const marker = 'reaches_the_network_by_';

/**
 * What in a piece of JavaScript could reach the network (or start a program that does): imported modules and global
 * names. esbuild parses the code, so a string, a property or a local variable of such a name is not mistaken for it.
 */
export async function networkUses(code: string): Promise<string[]> {
  const uses = new Set<string>();
  const { outputFiles } = await esbuild.build({
    stdin: { contents: code },
    bundle: true, // for the plugin to be asked about imports
    write: false,
    format: 'esm',
    logLevel: 'silent',
    // Replaces only what is bound to no declaration.
    define: Object.fromEntries(spellings.map((name) => [name, marker + name.replaceAll('.', '_dot_')])),
    plugins: [
      {
        name: 'imports',
        setup(build) {
          build.onResolve({ filter: /.*/ }, ({ path, kind }) => {
            if (kind === 'entry-point') return undefined;
            if (modules.includes(path.replace(/^node:/, ''))) uses.add(path.replace(/^node:/, ''));
            return { path, external: true };
          });
        },
      },
    ],
  });
  for (const [, name = ''] of outputFiles[0]?.text.matchAll(new RegExp(`${marker}(\\w+)`, 'g')) ?? []) {
    uses.add(name.replaceAll('_dot_', '.'));
  }
  return [...uses].sort();
}
