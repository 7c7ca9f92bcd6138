/**
 * Bundles the command line into a folder (default `dist`): a plain first file, code-split modules that are loaded on
 * demand, the demo's recordings, and the licences of what was bundled. Nothing outside of Node itself stays to be
 * installed.
 */
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, resolve } from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { DEMO_AGENTS } from '../src/cli/demo/place-scenario.ts';

const root = resolve(import.meta.dirname, '..');
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

/** secretlint's traces. `debug` too asks for `tty` in the way of CommonJS. */
const silentDebug: Plugin = {
  name: 'silent-debug',
  setup: ({ onResolve, onLoad }: Hooks) => {
    onResolve({ filter: /^debug$/ }, () => ({ path: 'debug', namespace: 'silent-debug' }));
    onLoad({ filter: /.*/, namespace: 'silent-debug' }, () => ({ contents: 'export default () => () => {};' }));
  },
};

/** esbuild's hooks are free functions. */
interface Hooks {
  readonly onResolve: (this: void, ...args: Parameters<Parameters<Plugin['setup']>[0]['onResolve']>) => void;
  readonly onLoad: (this: void, ...args: Parameters<Parameters<Plugin['setup']>[0]['onLoad']>) => void;
}

/** Nothing but Node's own modules may be left outside. */
const check = (metafile: Metafile): void => {
  const left = Object.values(metafile.outputs)
    .flatMap(({ imports }) => imports)
    .filter(({ external, path }) => external === true && path !== './run.mjs' && !isBuiltin(path))
    .map(({ path }) => path);
  if (left.length > 0) throw new Error(`not bundled: ${[...new Set(left)].join(', ')}`);
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

const writeLicences = (paths: readonly string[]): void => {
  const names = paths.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  const texts = [...new Set(names)].sort().map((name) => {
    const folder = join(root, 'node_modules', name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    return `${name} ${version} (${license})\n\n${file === undefined ? '' : readFileSync(join(folder, file), 'utf8')}`;
  });
  writeFileSync(join(out, 'THIRD-PARTY-LICENSES.txt'), texts.join(`\n${'-'.repeat(80)}\n\n`));
};

rmSync(out, { recursive: true, force: true });
const metafiles = [await bundleLauncher(), await bundleRest()];
metafiles.forEach(check);
metafiles.forEach(giveRequire);
copyDemo();
cpSync(join(root, 'src/cli/cli-output.schema.json'), join(out, 'cli-output.schema.json'));
writeLicences(metafiles.flatMap(({ inputs }) => Object.keys(inputs)));
writeFileSync(join(out, 'package.json'), '{ "type": "commonjs" }\n');
chmodSync(join(out, 'opensession.js'), 0o755);
const outputs = metafiles.flatMap((metafile) => Object.values(metafile.outputs));
const kibibytes = Math.round(outputs.reduce((sum, output) => sum + output.bytes, 0) / 1024);
console.log(`${out}: ${outputs.length} files, ${kibibytes} KiB of code`);
