import { join } from 'node:path';
import { PREFIX, arena, userWork } from './arena.ts';
import { type Fault, ran } from './fault.ts';

/** What a person's own git does with our refs; the table in CONTRIBUTING says the same. */
const CASES: readonly {
  readonly what: string;
  readonly args: (to: string) => readonly string[];
  readonly arrives: boolean;
}[] = [
  { what: 'push origin main', args: (to) => ['push', '--quiet', to, 'main'], arrives: false },
  { what: 'push --all', args: (to) => ['push', '--quiet', '--all', to], arrives: false },
  { what: 'push --tags', args: (to) => ['push', '--quiet', '--tags', to], arrives: false },
  { what: 'push --follow-tags', args: (to) => ['push', '--quiet', '--follow-tags', to, 'main'], arrives: false },
  { what: 'push --mirror', args: (to) => ['push', '--quiet', '--mirror', to], arrives: true },
  { what: 'push of our refspec', args: (to) => ['push', '--quiet', to, `${PREFIX}*:${PREFIX}*`], arrives: true },
];
const FETCHES: readonly {
  readonly what: string;
  readonly args: (from: string, to: string) => readonly string[];
  readonly arrives: boolean;
}[] = [
  { what: 'clone', args: (from, to) => ['clone', '--quiet', '--bare', from, to], arrives: false },
  { what: 'clone --mirror', args: (from, to) => ['clone', '--quiet', '--mirror', from, to], arrives: true },
];

export const defaultRefspecs: Fault = {
  id: 'D8',
  name: 'default refspecs',
  target: 'our refs leave by --mirror and by their own refspec alone; a mirror that lacks them deletes them there',
  run: async (run) => {
    const at = arena(run, 'from');
    userWork(at);
    at.git('tag', 'v1');
    await at.cli([
      'session',
      'handoff',
      'save',
      at.log('11111111-0000-4000-8000-000000000001'),
      '--artifact-id',
      'one',
    ]);
    const problems: string[] = [];
    const told: string[] = [];
    const ours = (dir: string): number =>
      at.tryGit(['for-each-ref', PREFIX], { cwd: dir }).stdout.split('\n').length - 1;
    const judge = (what: string, dir: string, arrives: boolean): void => {
      const count = ours(dir);
      told.push(`${what}: ${count > 0 ? 'yes' : 'no'}`);
      if (count > 0 !== arrives) problems.push(`${what}: ${count} of our refs arrived`);
    };
    for (const [index, { what, args, arrives }] of CASES.entries()) {
      const to = join(run.dir, `to-${index}`);
      at.git('init', '--quiet', '--bare', to);
      at.git(...args(to));
      judge(what, to, arrives);
    }
    for (const [index, { what, args, arrives }] of FETCHES.entries()) {
      const to = join(run.dir, `clone-${index}`);
      at.git(...args(at.repo, to));
      if (!arrives) at.git('--git-dir', to, 'fetch', '--quiet', at.repo);
      judge(`${what} and fetch`, to, arrives);
    }
    // a mirror of a clone without our refs takes them away from the remote
    const mirror = join(run.dir, 'to-4');
    const bare = join(run.dir, 'clone-0');
    at.git('--git-dir', bare, 'push', '--quiet', '--mirror', mirror);
    judge('after push --mirror from a plain clone', mirror, false);
    return ran(`${CASES.length + FETCHES.length + 1} commands`, told.join('; '), problems);
  },
};
