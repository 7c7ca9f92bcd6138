/**
 * Bundles the GitHub Action into one file (default `dist/action/index.cjs`, where action.yml points) beside the licences of
 * what is in it. The same sources and the same lock file make the same bytes, on any machine.
 */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
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

/** secretlint's traces. */
const silentDebug: Plugin = {
  name: 'silent-debug',
  setup: ({ onResolve, onLoad }: Hooks) => {
    onResolve({ filter: /^debug$/ }, () => ({ path: 'debug', namespace: 'silent-debug' }));
    onLoad({ filter: /.*/, namespace: 'silent-debug' }, () => ({ contents: 'export default () => () => {};' }));
  },
};

rmSync(out, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  outdir: out,
  entryPoints: { index: 'src/action/main.ts' },
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  // Node reads it without its loader of ES modules, which takes a tenth of the start
  format: 'cjs',
  target: 'node24',
  legalComments: 'none',
  minifyWhitespace: true,
  logLevel: 'warning',
  metafile: true,
  plugins: [coreAlone, silentDebug],
});
check(metafile);
writeLicences(out, Object.keys(metafile.inputs));
const kibibytes = Math.round(Object.values(metafile.outputs).reduce((sum, { bytes }) => sum + bytes, 0) / 1024);
console.log(`${out}: ${kibibytes} KiB`);
