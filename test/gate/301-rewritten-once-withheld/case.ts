import { type Also, type GateCase, type Judged, notes, PASSES, type Script, weighs } from '../gate-case.ts';
import { forge } from '../forge.ts';
import type { Scene } from '../scene.ts';

/** Looks like a token, and is made here. */
const SECRET = `const token = 'ghp_${'a1B2'.repeat(9)}';\n`;
const EVIL = 'echo \'run("evil")\' > cfg.js && git commit -qam rider';

const withSecret =
  (...steps: readonly Script[]): Script =>
  async (scene) => {
    const agent = scene.session();
    agent.write('cfg.js', SECRET);
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await scene.sh('git add -A && git commit -qm work');
    return played(scene, steps);
  };

const played = async (scene: Scene, steps: readonly Script[]): Promise<Judged | void> => {
  let judged: Judged | void = undefined;
  for (const step of steps) judged = await step(scene);
  return judged;
};

/** A filter that git would run, and the save does not. */
const withFilter =
  (...steps: readonly Script[]): Script =>
  async (scene) => {
    await scene.sh(`git checkout -q main
      printf '*.enc filter=crypt\\n' > .gitattributes
      git add .
      git commit -qm crypt
      git config filter.crypt.clean 'tr a-z b-za'
      git config filter.crypt.smudge 'tr b-za a-z'
      git checkout -q -B work main`);
    const agent = scene.session();
    agent.write('note.enc', 'agent\n');
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await scene.sh('git add -A && git commit -qm work');
    return played(scene, steps);
  };

const sh =
  (script: string): Script =>
  async (scene) =>
    void (await scene.sh(script));
const byHand =
  (path: string): Script =>
  ({ byHand: save }) =>
    save('looked at it', path);

/** No id of it is in any artifact: one of a short secret could be guessed. */
const told = async ({ sh: run }: Scene): Promise<void> => {
  const id = await run('git rev-parse HEAD:cfg.js');
  const refs = (await run("git for-each-ref --format='%(refname)' refs/opensession")).split('\n');
  for (const ref of refs)
    if ((await run(`git cat-file blob ${ref}:manifest.json`)).includes(id)) throw new Error(`${ref} tells it`);
};

const bound: Also = ({ strict }) => {
  const unbound = strict.paths.filter(({ binding }) => binding !== 'content');
  return unbound.length === 0 ? undefined : `${unbound[0]?.path} is ${unbound[0]?.binding}`;
};

const CLAIMED = { ...PASSES, also: bound };

export const gateCase: GateCase = {
  title:
    'a path is claimed without its state, which was not to be told: whatever stands there now, nobody answers for it',
  ...weighs('files_unclaimed', 'cfg.js'),
  script: {
    'a secret, and a rider': withSecret(sh(EVIL)),
    'a secret': withSecret(),
    'a secret, committed and claimed by hand': { ...CLAIMED, script: withSecret(byHand('cfg.js'), told) },
    'claimed by hand, and a rider': {
      ...weighs('path_drifted', 'cfg.js'),
      script: withSecret(byHand('cfg.js'), sh(EVIL)),
    },
    'claimed by hand before it was committed': {
      script: withSecret(sh("echo '// more' >> cfg.js"), byHand('cfg.js'), sh('git commit -qam more')),
    },
    // the commit that it was claimed at is gone
    'claimed by hand, and squashed elsewhere': {
      script: withSecret(byHand('cfg.js'), async (scene) => {
        await scene.sh(`git checkout -q -b squashed main && git merge -q --squash work > /dev/null
          git commit -qm squashed
          git init -q --bare "${scene.base}/base.git"
          git push -q "file://${scene.base}/base.git" main squashed 'refs/opensession/*'`);
        return { remote: { base: `file://${scene.base}/base.git` } };
      }),
    },
    'the same at the desk': {
      script: withSecret(
        byHand('cfg.js'),
        sh('git checkout -q -b squashed main && git merge -q --squash work > /dev/null && git commit -qm squashed'),
      ),
    },
    'claimed by hand, between remotes': {
      ...CLAIMED,
      script: withSecret(byHand('cfg.js'), async (scene) => {
        await scene.sh(`git init -q --bare "${scene.base}/base.git"
          git push -q "file://${scene.base}/base.git" main work 'refs/opensession/*'`);
        return { remote: { base: `file://${scene.base}/base.git` } };
      }),
    },
    'the session is saved once it is committed': {
      ...CLAIMED,
      script: async ({ session, sh: run }) => {
        const agent = session();
        agent.write('cfg.js', SECRET);
        await agent.sh('git add -A && git commit -qm work');
        await agent.save();
        await run('true');
      },
    },
    'a filter': { ...weighs('files_unclaimed', 'note.enc'), script: withFilter() },
    'a filter, and a rider': {
      ...weighs('files_unclaimed', 'note.enc'),
      script: withFilter(sh('echo evil > note.enc && git commit -qam rider')),
    },
    'a filter, committed and claimed by hand': {
      ...CLAIMED,
      script: withFilter(
        // git knows a file by its time; one that is as young as the index is compared, without the filter
        async ({ sh: run }) => void (await run('touch -d @1000000000 note.enc && git add .', { asIs: true })),
        byHand('note.enc'),
      ),
    },
    'forged: a plain path is said to have a filter': {
      ...weighs('files_unclaimed', 'src/auth.js'),
      script: async (scene) => {
        const agent = scene.session();
        agent.write('a.txt', 'agent\n');
        await agent.save();
        await scene.sh('git commit -qam work && echo evil >> src/auth.js && git commit -qam evil');
        const entry = { path: 'src/auth.js', before: null, after: null, unknown_reason: 'filter lfs', key: null };
        await forge(scene, 'session-1', {
          manifest: (manifest) => ({
            ...manifest,
            entries: [...manifest.entries, { ...entry, claimed: true, by: 'edit-tool' }],
          }),
        });
      },
    },
    'as many as the policy lets through': {
      ...notes('claim_withheld', 'cfg.js'),
      policy: 'max_unclaimed = 1\n',
      script: withSecret(),
    },
  },
};
