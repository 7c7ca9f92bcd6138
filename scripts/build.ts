/**
 * Bundles the command line into a folder (default `dist`): a plain first file, code-split modules that are loaded on
 * demand, the demo's recordings, and the licences of what was bundled. Nothing outside of Node itself stays to be
 * installed.
 */
import { chmodSync, cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { check, giveRequire, type Hooks, root, silentDebug, writeLicences } from './bundling.ts';
import { DEMO_AGENTS } from '../src/cli/demo/place-scenario.ts';

const out = resolve(process.argv[2] ?? join(root, 'dist'));

const SHARED: BuildOptions & { readonly metafile: true } = {
  absWorkingDir: root,
  outdir: out,
  bundle: true,
  platform: 'node',
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

/**
 * The first file is CommonJS: it starts as fast as Node itself, and any Node can parse it, to be told that it is too
 * old. It holds the answer to --version and loads all the rest as modules.
 */
const bundleLauncher = async (): Promise<Metafile> => {
  const { metafile } = await build({
    ...SHARED,
    entryPoints: { opensession: 'src/cli/main.ts' },
    format: 'cjs',
    target: 'node12',
    supported: { 'dynamic-import': true },
    plugins: [restOutside],
  });
  return metafile;
};

const restOutside: Plugin = {
  name: 'rest-outside',
  setup: ({ onResolve }: Pick<Hooks, 'onResolve'>) => {
    onResolve({ filter: /^\.\/run\.ts$/ }, () => ({ path: './run.mjs', external: true }));
  },
};

const bundleRest = async (): Promise<Metafile> => {
  const { metafile } = await build({
    ...SHARED,
    entryPoints: { run: 'src/cli/run.ts' },
    chunkNames: 'chunks/[name]-[hash]',
    outExtension: { '.js': '.mjs' },
    splitting: true,
    format: 'esm',
    target: 'node24',
    plugins: [clipanionModules, silentDebug],
  });
  return metafile;
};

/** clipanion's package.json names its CommonJS build alone, which asks for `tty` in a way that no ES module can. */
const clipanionModules: Plugin = {
  name: 'clipanion-modules',
  setup: ({ onResolve }: Pick<Hooks, 'onResolve'>) => {
    const lib = join(root, 'node_modules/clipanion/lib');
    onResolve({ filter: /^clipanion$/ }, () => ({ path: join(lib, 'advanced/index.mjs') }));
    onResolve({ filter: /^\.\.\/platform$/ }, () => ({ path: join(lib, 'platform/node.mjs') }));
  },
};

/** What the demo shows: of each agent the scenarios of src/cli/demo/steps.ts. */
const copyDemo = (): void => {
  const recorded = join(root, 'test/fixtures/recorded');
  for (const agent of DEMO_AGENTS) {
    for (const scenario of ['fix-add', 'unresolved']) {
      const from = join(recorded, agent, scenario);
      if (existsSync(from)) cpSync(from, join(out, 'demo', agent, scenario), { recursive: true });
    }
  }
};

rmSync(out, { recursive: true, force: true });
const metafiles = [await bundleLauncher(), await bundleRest()];
metafiles.forEach((metafile) => check(metafile, ['./run.mjs']));
metafiles.forEach(giveRequire);
copyDemo();
cpSync(join(root, 'src/cli/cli-output.schema.json'), join(out, 'cli-output.schema.json'));
writeLicences(
  out,
  metafiles.flatMap(({ inputs }) => Object.keys(inputs)),
);
writeFileSync(join(out, 'package.json'), '{ "type": "commonjs" }\n');
chmodSync(join(out, 'opensession.js'), 0o755);
const outputs = metafiles.flatMap((metafile) => Object.values(metafile.outputs));
const kibibytes = Math.round(outputs.reduce((sum, output) => sum + output.bytes, 0) / 1024);
console.log(`${out}: ${outputs.length} files, ${kibibytes} KiB of code`);
