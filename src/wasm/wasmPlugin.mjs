import asc from 'assemblyscript/asc';
import path from 'node:path';

const folder = import.meta.dirname;

/**
 * Lets TypeScript import the `.wasm` that an AssemblyScript file here becomes: `import bytes from '…/claudeLog.wasm'`.
 * @type {import('esbuild').Plugin}
 */
export const wasmPlugin = {
  name: 'assemblyscript',
  setup(build) {
    build.onResolve({ filter: /\.wasm$/ }, ({ path: name, resolveDir }) => ({
      path: path.join(resolveDir, name),
      namespace: 'assemblyscript',
    }));
    build.onLoad({ filter: /./, namespace: 'assemblyscript' }, async ({ path: file }) => {
      const name = path.basename(file, '.wasm');
      return { contents: await (compiled[name] ??= compile(name)), loader: 'binary' };
    });
  },
};

/** All bundles of a build hold the same. @type {Record<string, Promise<Uint8Array>>} */
const compiled = {};

/** @param {string} name of a file without its extension */
async function compile(name) {
  /** @type {Uint8Array | undefined} */
  let bytes;
  const options = ['-O3', '--noAssert', '--runtime', 'minimal', '--enable', 'simd', '--use', 'abort='];
  const { error, stderr } = await asc.main(
    [`${name}.ts`, '--baseDir', folder, '--outFile', `${name}.wasm`, ...options],
    {
      writeFile: (_, contents) => void (bytes = contents),
    },
  );
  if (error || !bytes) throw new Error(`${name}.ts: ${new TextDecoder().decode(stderr.toBuffer())}`);
  return bytes;
}
