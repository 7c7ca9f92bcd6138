/**
 * Bundles the command line into a folder (default `dist`): a plain first file, code-split modules that are loaded on
 * demand, the demo's recordings, and the licences of what was bundled. Nothing outside of Node itself stays to be
 * installed.
 */
import { chmodSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, resolve } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { type OutputChunk, type Plugin, rolldown } from 'rolldown';
import { check, type Hooks, root, writeLicences } from './bundling.ts';
import { DEMO_AGENTS } from '../src/cli/demo/place-scenario.ts';

const out = resolve(process.argv[2] ?? join(root, 'dist'));

/**
 * The first file: any Node can parse it, to be told that it is too old. It holds the answer to --version and loads all the
 * rest.
 */
const bundleLauncher = async (): Promise<Metafile> => {
  const { metafile } = await build({
    absWorkingDir: root,
    outdir: out,
    entryPoints: { opensession: 'src/cli/main.ts' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node12',
    define: { 'import.meta.dirname': '__dirname' },
    supported: { 'dynamic-import': false }, // but `require`
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    plugins: [restOutside],
  });
  return metafile;
};

const restOutside = {
  name: 'rest-outside',
  setup: ({ onResolve }: Pick<Hooks, 'onResolve'>) => {
    onResolve({ filter: /^\.\/run\.ts$/ }, () => ({ path: './run.js', external: true }));
  },
};

/** Modules that so many entries share are loaded as one: a command reads 20 to 40 files instead of 50 to 100. */
const SHARED_BY = 16;

/**
 * All the rest, in modules that are loaded on demand. rolldown puts what is shared into fewer files than esbuild does, which
 * makes one for each set of entries that share something: an eighth of the processor time of a short command. CommonJS: Node
 * links and evaluates ES modules one by one and in turns, which takes a tenth of a short command.
 */
const bundleRest = async (): Promise<readonly OutputChunk[]> => {
  const bundle = await rolldown({
    cwd: root,
    input: { run: 'src/cli/run.ts' },
    preserveEntrySignatures: 'allow-extension', // as code splitting asks for it
    platform: 'node',
    external: (id) => isBuiltin(id),
    plugins: [clipanionModules, silentDebug],
  });
  const { output } = await bundle.write({
    dir: out,
    format: 'cjs',
    dynamicImportInCjs: false, // src/cli/kept-modules.ts has `require` alone
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    // names stay, for the stacks of --verbose
    minify: { compress: false, mangle: false, codegen: true },
    codeSplitting: {
      // what redacts is shared by many, and most commands need nothing of it at their start
      groups: [
        { name: 'redaction', test: /[\\/]src[\\/]redact[\\/](?!secretlint)/, priority: 1 },
        { name: 'common', minShareCount: SHARED_BY },
      ],
      includeDependenciesRecursively: false,
    },
  });
  const chunks = output.filter((one) => one.type === 'chunk');
  const own: ReadonlySet<string> = new Set(chunks.map(({ fileName }) => fileName));
  const left = chunks
    .flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports])
    .filter((id) => !own.has(id) && !isBuiltin(id));
  if (left.length > 0) throw new Error(`not bundled: ${[...new Set(left)].join(', ')}`);
  refuseCircles(new Map(chunks.map(({ fileName, imports }) => [fileName, imports])));
  return chunks;
};

/** Modules that load each other find nothing in each other: CommonJS gives what is there by then. @throws for one */
const refuseCircles = (imports: ReadonlyMap<string, readonly string[]>): void => {
  const done = new Set<string>();
  const walk = (name: string, above: readonly string[]): void => {
    if (above.includes(name)) throw new Error(`modules load each other: ${[...above, name].join(' → ')}`);
    if (done.has(name)) return;
    for (const next of imports.get(name) ?? []) walk(next, [...above, name]);
    done.add(name);
  };
  for (const name of imports.keys()) walk(name, []);
};

/** clipanion's package.json names its CommonJS build alone, of which nothing can be left out. */
const clipanionModules: Plugin = {
  name: 'clipanion-modules',
  resolveId: (id) => {
    const lib = join(root, 'node_modules/clipanion/lib');
    if (id === 'clipanion') return join(lib, 'advanced/index.mjs');
    return id === '../platform' ? join(lib, 'platform/node.mjs') : null;
  },
};

/** secretlint's traces. */
const silentDebug: Plugin = {
  name: 'silent-debug',
  resolveId: (id) => (id === 'debug' ? SILENT : null),
  load: (id) => (id === SILENT ? 'export default () => () => {};' : null),
};
const SILENT = '\0debug';

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

/** npm packs no empty folder. */
const COMPILED = `What Node made of these modules when they ran here, for their next start. It may be deleted at any time.\n`;

rmSync(out, { recursive: true, force: true });
const launcher = await bundleLauncher();
check(launcher, ['./run.js']);
const chunks = await bundleRest();
copyDemo();
cpSync(join(root, 'src/cli/cli-output.schema.json'), join(out, 'cli-output.schema.json'));
writeLicences(
  out,
  chunks.flatMap(({ moduleIds }) => moduleIds),
);
mkdirSync(join(out, 'compiled'));
writeFileSync(join(out, 'compiled/README'), COMPILED);
writeFileSync(join(out, 'package.json'), '{ "type": "commonjs" }\n');
chmodSync(join(out, 'opensession.js'), 0o755);
const kibibytes = Math.round(chunks.reduce((sum, { code }) => sum + Buffer.byteLength(code), 0) / 1024);
console.log(`${out}: ${chunks.length} modules, ${kibibytes} KiB of code`);
