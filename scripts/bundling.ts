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

/** Nothing but Node's own modules may be left outside. */
export const check = (metafile: Metafile, own: readonly string[] = []): void => {
  const left = Object.values(metafile.outputs)
    .flatMap(({ imports }) => imports)
    .filter(({ external, path }) => external === true && !own.includes(path) && !isBuiltin(path))
    .map(({ path }) => path);
  if (left.length > 0) throw new Error(`not bundled: ${[...new Set(left)].join(', ')}`);
};

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
