import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isArtifactId } from '../../src/domain/refs.ts';
import { PREFIX, arena, userWork } from './arena.ts';
import { type Fault, type FaultRun, ran } from './fault.ts';

const PARTS = [
  'a',
  'Z',
  '0',
  '9',
  '.',
  '-',
  '_',
  '..',
  '.lock',
  '.LOCK',
  'x.',
  '.git',
  'HEAD',
  '@',
  '@{',
  '~',
  '^',
  ':',
  '?',
  '*',
  '[',
  '\\',
  ' ',
  '/',
  '//',
  'é',
  '\u007f',
  '\u0001',
];
const ASKED_BY_NAME = 500;

/**
 * Git is asked about all names by one process: a packed-refs file that holds them, of which for-each-ref lists those that
 * check-ref-format accepts and passes over the others. A sample is put to check-ref-format itself, to show that they agree.
 */
export const refNames: Fault = {
  id: 'D2',
  name: 'names of refs',
  target: '100,000 names: none accepted that git refuses; what is refused beyond git has a stated reason',
  run: async (run) => {
    const at = arena(run, 'names');
    userWork(at);
    const names = generated(run, run.form === 'long' ? 1_000_000 : 100_000);
    const head = at.git('rev-parse', 'HEAD');
    // git reads no file on with a name that could lead out of its directory; check-ref-format refuses each of these
    const safe = names.filter((name) => !name.split('/').some((part) => part === '' || part === '.' || part === '..'));
    const lines = safe.map((name) => PREFIX + name).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    const packed = `# pack-refs with: peeled fully-peeled sorted \n${lines.map((ref) => `${head} ${ref}\n`).join('')}`;
    writeFileSync(join(at.repo, '.git/packed-refs'), packed);
    const listed = at.git('for-each-ref', '--format=%(refname)', PREFIX).split('\n');
    const byGit = new Set(listed.map((ref) => ref.slice(PREFIX.length)));
    const problems: string[] = [];
    let accepted = 0;
    for (const name of names) {
      if (isArtifactId(name)) {
        accepted += 1;
        if (!byGit.has(name)) problems.push(`accepted, and git refuses ${JSON.stringify(name)}`);
      } else if (byGit.has(name) && !isStricter(name))
        problems.push(`refused without a reason: ${JSON.stringify(name)}`);
    }
    for (const name of names.slice(0, ASKED_BY_NAME)) {
      const { status } = spawnSync('git', ['check-ref-format', PREFIX + name]);
      if ((status === 0) !== byGit.has(name))
        problems.push(`check-ref-format says otherwise of ${JSON.stringify(name)}`);
    }
    return ran(
      `${names.length} names, ${ASKED_BY_NAME} of them by check-ref-format itself`,
      `${accepted} accepted, all by git too; git takes ${byGit.size}`,
      problems,
    );
  },
};

/** Our additions: ASCII letters, digits, `.`, `_`, `-` in one component of at most 200; ends and case as on any disk. */
const isStricter = (name: string): boolean =>
  /[^A-Za-z0-9._-]/.test(name) || name.length > 200 || /^[^A-Za-z0-9]|\.$|\.lock$/i.test(name);

const generated = (run: FaultRun, count: number): readonly string[] => {
  const names = new Set<string>();
  while (names.size < count) {
    let name = '';
    const plain = run.random() < 0.6;
    for (let parts = 1 + Math.floor(run.random() * 8); parts > 0; parts--)
      name += PARTS[Math.floor(run.random() * (plain ? 13 : PARTS.length))] ?? '';
    if (run.random() < 0.001) name += 'a'.repeat(199);
    names.add(name);
  }
  return [...names];
};
