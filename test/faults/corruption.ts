import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Arena, PREFIX, arena, userWork } from './arena.ts';
import { type Fault, type FaultRun, ran } from './fault.ts';

const ARTIFACT = ['session', 'handoff', 'artifact'];
const loose = (at: Arena, id: string): string => join(at.repo, '.git/objects', id.slice(0, 2), id.slice(2));

const flip = (path: string): void => {
  chmodSync(path, 0o644);
  const bytes = readFileSync(path);
  const at = bytes.length >> 1;
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(path, bytes);
};

const PARTS: { readonly [name: string]: string } = { commit: '', tree: '^{tree}', 'artifact.json': ':artifact.json' };

/** Damages the artifact `bad`. */
const DAMAGES: { readonly [name: string]: (at: Arena) => void } = {
  ...Object.fromEntries(
    Object.entries(PARTS).flatMap(([part, suffix]) => {
      const path = (at: Arena): string => loose(at, at.git('rev-parse', `${PREFIX}bad${suffix}`));
      return [
        [`${part} deleted`, (at: Arena) => rmSync(path(at))],
        [`${part} flipped`, (at: Arena) => flip(path(at))],
        [`${part} emptied`, (at: Arena) => (chmodSync(path(at), 0o644), truncateSync(path(at)))],
      ];
    }),
  ),
  'ref emptied': (at) => writeFileSync(join(at.repo, '.git', `${PREFIX}bad`), ''),
  'ref of zeros': (at) => writeFileSync(join(at.repo, '.git', `${PREFIX}bad`), `${'0'.repeat(40)}\n`),
  'ref of text': (at) => writeFileSync(join(at.repo, '.git', `${PREFIX}bad`), 'no id\n'),
  'ref to nothing': (at) => writeFileSync(join(at.repo, '.git', `${PREFIX}bad`), `${'1'.repeat(40)}\n`),
  'ref to a symbolic ref of nothing': (at) =>
    writeFileSync(join(at.repo, '.git', `${PREFIX}bad`), 'ref: refs/heads/none\n'),
};

export const corruption: Fault = {
  id: 'D9',
  name: 'corruption',
  target: 'the damaged artifact is named, with exit 7 or 3 when shown; the others list and are shown',
  run: async (run) => {
    const problems: string[] = [];
    for (const [index, [name, damage]] of Object.entries(DAMAGES).entries())
      problems.push(...(await damaged(run, `bad-${index}`, damage)).map((problem) => `${name}: ${problem}`));
    problems.push(...(await cutPack(run)).map((problem) => `pack cut: ${problem}`));
    return ran(`${Object.keys(DAMAGES).length + 1} damages`, 'each named, the others read', problems);
  },
};

const withTwo = async (run: FaultRun, name: string): Promise<Arena> => {
  const at = arena(run, name);
  userWork(at);
  for (const [index, id] of ['bad', 'good'].entries()) {
    const log = at.log(`11111111-0000-4000-8000-00000000000${index}`);
    await at.face(['session', 'handoff', 'save', log, '--artifact-id', id]);
  }
  return at;
};

const damaged = async (run: FaultRun, name: string, damage: (at: Arena) => void): Promise<readonly string[]> => {
  const at = await withTwo(run, name);
  damage(at);
  const problems: string[] = [];
  const list = await at.face([...ARTIFACT, 'list', '--json']);
  if (list.code !== 0 || !list.stdout.includes('"good"'))
    problems.push(`list ended with ${list.code}: ${(list.stdout + list.stderr).slice(0, 200)}`);
  const bad = await at.face([...ARTIFACT, 'show', 'bad', '--json']);
  if (![3, 7].includes(bad.code ?? 0) || !bad.stdout.includes('bad'))
    problems.push(`show bad ended with ${bad.code}: ${bad.stdout.slice(0, 300)}`);
  const good = await at.face([...ARTIFACT, 'show', 'good', '--json']);
  if (good.code !== 0) problems.push(`show good ended with ${good.code}: ${good.stdout.slice(0, 200)}`);
  return problems;
};

/** Both artifacts lie in a pack that loses its end: nothing of it may be told as whole. */
const cutPack = async (run: FaultRun): Promise<readonly string[]> => {
  const at = await withTwo(run, 'cut');
  at.git('repack', '-adq');
  const dir = join(at.repo, '.git/objects/pack');
  const pack = join(dir, readdirSync(dir).find((name) => name.endsWith('.pack')) ?? '');
  chmodSync(pack, 0o644);
  truncateSync(pack, readFileSync(pack).length >> 1);
  const list = await at.face([...ARTIFACT, 'list', '--json']);
  const show = await at.face([...ARTIFACT, 'show', 'good', '--json']);
  const problems: string[] = [];
  if (list.code === 70 || list.code === null) problems.push(`list ended with ${list.code}`);
  if (show.code === 0 || show.code === 70) problems.push(`show ended with ${show.code}`);
  mkdirSync(join(at.base, 'looked'), { recursive: true });
  return existsSync(pack) ? problems : [...problems, 'the pack is gone'];
};
