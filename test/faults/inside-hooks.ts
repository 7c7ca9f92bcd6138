import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Arena, PREFIX, arena, brokenPromises } from './arena.ts';
import { type Fault, type FaultRun, ran } from './fault.ts';

const HOOKS = [
  'pre-commit',
  'prepare-commit-msg',
  'commit-msg',
  'post-commit',
  'post-rewrite',
  'post-merge',
  'post-checkout',
  'pre-rebase',
];

/** What a person does, each a git command by which hooks run. */
const DOINGS: readonly (readonly string[])[] = [
  ['commit', '--quiet', '-am', 'plain'],
  ['commit', '--quiet', '--amend', '--no-edit', '--allow-empty'],
  ['commit', '--quiet', '-m', 'partial', '--', 'b.txt'],
  ['checkout', '--quiet', '-b', 'topic', 'HEAD~1'],
  ['commit', '--quiet', '--allow-empty', '-m', 'on topic'],
  ['checkout', '--quiet', 'main'],
  ['cherry-pick', '--allow-empty', 'topic'],
  ['merge', '--quiet', '--no-edit', 'topic'],
  ['checkout', '--quiet', 'topic'],
  ['rebase', '--quiet', 'main'],
  ['commit', '--quiet', '--allow-empty', '-am', 'to revert'],
  ['revert', '--no-edit', 'HEAD'],
];

/** A save from within every hook, with all that git sets there and more. */
export const insideHooks: Fault = {
  id: 'D3',
  name: 'inside hooks',
  target: 'index and history as without us, byte by byte; every save is there; another repository stays untouched',
  run: async (run) => {
    const ours = prepared(run, 'with');
    const plain = prepared(run, 'without');
    const other = arena(run, 'other');
    const problems: string[] = [];
    let hooks = 0;
    for (const at of [ours, plain]) {
      if (at === ours) hooks = install(run, at, other);
      for (const [index, doing] of DOINGS.entries()) {
        writeFileSync(join(at.repo, index % 2 === 0 ? 'a.txt' : 'b.txt'), `${doing[0]} ${index}\n`);
        if (doing[0] !== 'commit') at.tryGit(['checkout', '--quiet', '--', '.']);
        const { code, stderr } = at.tryGit([...doing]);
        if (code !== 0 && at === ours)
          problems.push(`git ${doing.join(' ')} ended with ${code}: ${stderr.slice(0, 200)}`);
      }
    }
    const told = readFileSync(join(ours.base, 'hooks.log'), 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    const failed = told.filter((line) => !/^\S+ 0 same$/.test(line));
    problems.push(...[...new Set(failed)].map((line) => `hook, exit status, index: ${line}`));
    for (const what of [
      ['log', '--format=%H %s', 'main', 'topic'],
      ['ls-files', '--stage'],
      ['status', '--porcelain'],
    ])
      if (ours.git(...what) !== plain.git(...what)) problems.push(`git ${what[0]} differs from a run without us`);
    if (other.git('for-each-ref') !== '') problems.push('another repository got refs');
    const saved = ours.git('for-each-ref', '--format=x', PREFIX).split('\n').length;
    problems.push(...(await brokenPromises(ours, [])));
    return ran(
      `${DOINGS.length} operations, ${hooks} hooks`,
      `${told.length} saves inside hooks, ${saved} artifacts`,
      problems,
    );
  },
};

const prepared = (run: FaultRun, name: string): Arena => {
  const at = arena(run, name);
  for (const [key, value] of Object.entries({
    GIT_AUTHOR_DATE: '1700000000 +0000',
    GIT_COMMITTER_DATE: '1700000000 +0000',
  }))
    at.env[key] = value;
  for (const file of ['a.txt', 'b.txt']) writeFileSync(join(at.repo, file), `${file}\n`);
  at.git('add', '.');
  at.git('commit', '--quiet', '-m', 'one');
  at.git('commit', '--quiet', '--allow-empty', '-m', 'two');
  return at;
};

/** Each hook saves, notes the exit status and whether the index stayed as it was, and lets git go on. */
const install = (run: FaultRun, at: Arena, other: Arena): number => {
  const log = at.log('11111111-0000-4000-8000-000000000001');
  const cli = run.opensession.map((part) => `'${part}'`).join(' ');
  for (const hook of HOOKS) {
    const path = join(at.repo, '.git/hooks', hook);
    writeFileSync(
      path,
      `#!/bin/sh
index=\${GIT_INDEX_FILE:-$(git rev-parse --git-dir)/index}
before=$(cksum < "$index")
GIT_QUARANTINE_PATH='${other.repo}/.git/objects' GIT_NAMESPACE=elsewhere GIT_CONFIG_PARAMETERS="'core.bare'='true'" \\
GIT_OBJECT_DIRECTORY='${other.repo}/.git/objects' GIT_WORK_TREE='${other.repo}' \\
  ${cli} session handoff save '${log}' --cwd '${at.repo}' > /dev/null 2>> '${at.base}/hooks.err'
code=$?
after=$(cksum < "$index")
[ "$before" = "$after" ] && same=same || same=changed
echo "${hook} $code $same" >> '${at.base}/hooks.log'
exit 0
`,
    );
    chmodSync(path, 0o755);
  }
  return HOOKS.length;
};
