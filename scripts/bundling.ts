/** What both bundles (scripts/build.ts, scripts/build-action.ts) are made with. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, resolve } from 'node:path';
import type { Metafile, Plugin } from 'esbuild';

export const root = resolve(import.meta.dirname, '..');

/** esbuild's hooks are free functions. */
export interface Hooks {
  readonly onResolve: (this: void, ...args: Parameters<Parameters<Plugin['setup']>[0]['onResolve']>) => void;
  readonly onLoad: (this: void, ...args: Parameters<Parameters<Plugin['setup']>[0]['onLoad']>) => void;
}

/** secretlint's traces. `debug` too asks for `tty` in the way of CommonJS. */
export const silentDebug: Plugin = {
  name: 'silent-debug',
  setup: ({ onResolve, onLoad }: Hooks) => {
    onResolve({ filter: /^debug$/ }, () => ({ path: 'debug', namespace: 'silent-debug' }));
    onLoad({ filter: /.*/, namespace: 'silent-debug' }, () => ({ contents: 'export default () => () => {};' }));
  },
};

/** Nothing but Node's own modules may be left outside. */
export const check = (metafile: Metafile, own: readonly string[] = []): void => {
  const left = Object.values(metafile.outputs)
    .flatMap(({ imports }) => imports)
    .filter(({ external, path }) => external === true && !own.includes(path) && !isBuiltin(path))
    .map(({ path }) => path);
  if (left.length > 0) throw new Error(`not bundled: ${[...new Set(left)].join(', ')}`);
};

/**
 * A CommonJS package asks for Node's modules with a `require`, which an ES module does not have. esbuild puts a function in
 * its place that takes the `require` of the file in which it stands: that file is given one.
 */
export const giveRequire = (metafile: Metafile): void => {
  for (const path of Object.keys(metafile.outputs).filter((one) => one.endsWith('.mjs'))) {
    const file = resolve(root, path);
    const text = readFileSync(file, 'utf8');
    if (text.includes(NO_REQUIRE)) writeFileSync(file, `${REQUIRE}${text}`);
  }
};

const NO_REQUIRE = 'Dynamic require of "';
const REQUIRE = "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\n";

export const writeLicences = (out: string, paths: readonly string[]): void => {
  const names = paths.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  const texts = [...new Set(names)].sort().map((name) => {
    const folder = join(root, 'node_modules', name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    return `${name} ${version} (${license})\n\n${file === undefined ? '' : readFileSync(join(folder, file), 'utf8')}`;
  });
  writeFileSync(join(out, 'THIRD-PARTY-LICENSES.txt'), texts.join(`\n${'-'.repeat(80)}\n\n`));
};
