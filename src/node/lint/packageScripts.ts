/** Names of the scripts of all package.json files among `paths`; undefined where there is none that can be read. */
export function packageScripts(
  paths: readonly string[],
  read: (file: string) => string | undefined,
): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  let found = false;
  for (const file of paths) {
    if (file !== 'package.json' && !file.endsWith('/package.json')) continue;
    const scripts = scriptsOf(read(file) ?? '');
    if (!scripts) continue;
    found = true;
    for (const name of scripts) names.add(name);
  }
  return found ? names : undefined;
}

function scriptsOf(text: string): string[] | undefined {
  try {
    const manifest = JSON.parse(text) as { scripts?: unknown } | null;
    const scripts = manifest?.scripts;
    return typeof scripts === 'object' && scripts !== null ? Object.keys(scripts) : [];
  } catch {
    return undefined;
  }
}
