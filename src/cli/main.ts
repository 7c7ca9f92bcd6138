#!/usr/bin/env node
// The first file that Node reads. It has to parse on any Node that knows modules, to say which one is needed; so it is
// plain, imports nothing statically, and answers the commonest question (--version) by itself.
const NEEDED = 24;
const [, , first, ...rest] = process.argv;

if (Number(process.versions.node.split('.')[0]) < NEEDED) {
  process.stderr.write(`opensession needs Node.js ${NEEDED} or later; this is ${process.versions.node}.\n`);
  process.exitCode = 2;
} else if ((first === '--version' || first === '-V') && rest.length === 0) {
  void import('./print-version.ts').then(({ printVersion }) => printVersion());
} else {
  void loadRest().then(({ main }) => main());
}

/**
 * What V8 makes of our modules is kept beside them, for the next start. Only where the build left a folder for it, so that
 * it lives and goes with the installation; in a folder of somebody else (root runs what a user installed) it would leave
 * what they cannot delete.
 */
async function loadRest(): Promise<typeof import('./run.ts')> {
  const folder = `${import.meta.dirname}/compiled`;
  const found = process.getBuiltinModule('node:fs').statSync(folder, { throwIfNoEntry: false });
  const isOurs = found?.isDirectory() === true && (process.geteuid === undefined || process.geteuid() === found.uid);
  if (!isOurs || process.env['NODE_DISABLE_COMPILE_CACHE'] !== undefined) return import('./run.ts');
  const { loadKept } = await import('./kept-modules.ts');
  return loadKept(folder, `${import.meta.dirname}/run.js`) as typeof import('./run.ts');
}
