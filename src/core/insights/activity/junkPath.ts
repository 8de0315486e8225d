/** Folders that only tools write into. */
const FOLDERS = new Set(
  (
    'node_modules bower_components dist coverage .git .next .nuxt .svelte-kit .turbo .cache .parcel-cache __pycache__ ' +
    '.venv site-packages .tox .mypy_cache .gradle __snapshots__ .terraform DerivedData Pods .nyc_output storybook-static'
  ).split(' '),
);
/** Folders that also hold sources: there, what a build writes is known by its ending. */
const BUILD_FOLDERS = new Set(['build', 'out', 'target', 'obj']);
/** Folders in which people write what browsers and shells run: there, what a build writes has a name of its own. */
const MIXED_FOLDERS = new Set(['bin', 'public', 'static']);
const BUILT = /\.(?:[cm]?js|css|map|class|o|d|dll|pdb|wasm|rlib|rmeta|bundle\.\w+|chunk\.\w+)$/i;
const MADE =
  /\.(?:map|class|o|d|dll|pdb|wasm|rlib|rmeta)$|(?:^|[.-])(?:bundle|chunk|vendors?|runtime|polyfills?)[.-]|[.-](?=\w*\d)\w{8,}\.(?:[cm]?js|css)$/i;
const LOCK_FILES = new Set(
  (
    'package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb Cargo.lock go.sum poetry.lock ' +
    'uv.lock Pipfile.lock composer.lock Gemfile.lock packages.lock.json mix.lock pubspec.lock Podfile.lock flake.lock'
  ).split(' '),
);
const GENERATED =
  /(\.min\.(?:js|css)|\.(?:js|css)\.map|\.snap|\.generated\.\w+|\.g\.dart|_pb2\.pyi?|\.pb\.go|\.designer\.cs)$/i;

/**
 * Why nobody has to read a file: the folder of dependencies or build output it lies in ('node_modules/'), its own name
 * if it is a lock file, or '*' and its ending if it was generated; '' for any other file. Folders that the workspace
 * itself lies in say nothing.
 */
export function junkPattern(path: string, workspace: string): string {
  const inside = relativePath(path, workspace);
  const parts = inside.split('/');
  const name = parts.pop()!;
  const folder = parts.find((part) => FOLDERS.has(part));
  if (folder) return `${folder}/`;
  if (LOCK_FILES.has(name)) return name;
  const generated = GENERATED.exec(name)?.[1];
  if (generated) return `*${generated}`;
  if (!BUILT.test(name) || inside.startsWith('/')) return '';
  const build = parts.find((part) => BUILD_FOLDERS.has(part) || (MIXED_FOLDERS.has(part) && MADE.test(name)));
  return build ? `${build}/` : '';
}

/** As it stands in the workspace, with '/'; a file elsewhere as it is. */
export function relativePath(path: string, workspace: string): string {
  const root = workspace.replaceAll('\\', '/').replace(/\/$/, '');
  const full = path.replaceAll('\\', '/');
  return root !== '' && full.startsWith(`${root}/`) ? full.slice(root.length + 1) : full.replace(/^\.\//, '');
}
