/**
 * Bundles the GitHub Action into one file (default `dist/action/index.mjs`, where action.yml points) beside the licences of
 * what is in it. The same sources and the same lock file make the same bytes, on any machine.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { check, type Hooks, root, writeLicences } from './bundling.ts';

const out = resolve(process.argv[2] ?? join(root, 'dist/action'));

/** @actions/core's client for OpenID tokens and its questions about the platform bring undici; the Action asks neither. */
const coreAlone: Plugin = {
  name: 'core-alone',
  setup: ({ onResolve, onLoad }: Hooks) => {
    onResolve({ filter: /^@actions\/(?:http-client|exec)(?:\/|$)/ }, () => ({ path: 'none', namespace: 'core-alone' }));
    onLoad({ filter: /.*/, namespace: 'core-alone' }, () => ({
      contents:
        'export class HttpClient {}; export class BearerCredentialHandler {}; export const getExecOutput = undefined;',
    }));
  },
};

/** secretlint's traces. `debug` too asks for `tty` in the way of CommonJS. */
const silentDebug: Plugin = {
  name: 'silent-debug',
  setup: ({ onResolve, onLoad }: Hooks) => {
    onResolve({ filter: /^debug$/ }, () => ({ path: 'debug', namespace: 'silent-debug' }));
    onLoad({ filter: /.*/, namespace: 'silent-debug' }, () => ({ contents: 'export default () => () => {};' }));
  },
};

/**
 * A CommonJS package asks for Node's modules with a `require`, which an ES module does not have. esbuild puts a function in
 * its place that takes the `require` of the file in which it stands: that file is given one.
 */
const giveRequire = (metafile: Metafile): void => {
  for (const path of Object.keys(metafile.outputs).filter((one) => one.endsWith('.mjs'))) {
    const file = resolve(root, path);
    const text = readFileSync(file, 'utf8');
    if (text.includes(NO_REQUIRE)) writeFileSync(file, `${REQUIRE}${text}`);
  }
};

const NO_REQUIRE = 'Dynamic require of "';
const REQUIRE = "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\n";

rmSync(out, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  outdir: out,
  entryPoints: { index: 'src/action/main.ts' },
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  legalComments: 'none',
  minifyWhitespace: true,
  logLevel: 'warning',
  metafile: true,
  plugins: [coreAlone, silentDebug],
});
check(metafile);
giveRequire(metafile);
writeLicences(out, Object.keys(metafile.inputs));
const kibibytes = Math.round(Object.values(metafile.outputs).reduce((sum, { bytes }) => sum + bytes, 0) / 1024);
console.log(`${out}: ${kibibytes} KiB`);
