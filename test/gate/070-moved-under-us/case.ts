import { execFileSync } from 'node:child_process';
import { forge, refOf } from '../forge.ts';
import { type GateCase, PASSES, type Script, type Variant, weighs } from '../gate-case.ts';

/** Something happens to the refs after they were listed and before an artifact is read. */
const moved =
  (...args: readonly string[]): Script =>
  async ({ session, sh, dir, env }) => {
    const agent = session();
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh('git commit -qam work');
    return {
      world: (own) => ({
        ...own,
        store: async (at) => {
          const store = await own.store(at);
          return {
            ...store,
            search: {
              ...store.search,
              alike: async (hints) => {
                const found = await store.search.alike(hints);
                execFileSync('git', args, { cwd: dir, env });
                return found;
              },
            },
          };
        },
      }),
    };
  };

/** The first time it is judged by what was listed; then it is what it is now. */
const judgedOnce: Variant = {
  default: 'pass',
  strict: 'fail',
  main: { code: 'handoff_missing', default: null, strict: 'error' },
  beside: ['files_unclaimed'],
  also: ({ default: first }) =>
    first.artifacts.some(({ bound }) => bound) ? undefined : 'not judged by what was listed',
  script: async () => {},
};

export const gateCase: GateCase = {
  title:
    'refs move while they are read, a pin is no more in the history of its ref, git is told to show something else',
  ...PASSES,
  script: {
    overwritten: { ...judgedOnce, script: moved('update-ref', refOf('session-1'), 'HEAD') },
    deleted: { ...judgedOnce, script: moved('update-ref', '-d', refOf('session-1')) },
    'a pin that is gone': {
      ...weighs('artifact_rewritten'),
      script: async (scene) => {
        const agent = scene.session();
        agent.write('a.txt', 'agent\n');
        const version = await agent.save();
        await scene.sh(`git commit -qam 'work

Handoff: session-1@${version}'`);
        await forge(scene, 'session-1', {});
      },
    },
    'refs/replace': {
      ...weighs('files_unclaimed', 'src/auth.js'),
      script: async ({ session, sh }) => {
        const agent = session();
        agent.write('a.txt', 'agent\n');
        await agent.save();
        await sh(`git commit -qam work
          echo rider > src/auth.js
          git commit -qam rider
          git replace HEAD:src/auth.js main:src/auth.js
          git replace HEAD HEAD~1`);
      },
    },
    grafts: {
      ...weighs('files_unclaimed', 'src/auth.js'),
      script: async ({ session, sh }) => {
        const agent = session();
        agent.write('a.txt', 'agent\n');
        await agent.save();
        await sh(`echo rider > src/auth.js
          git commit -qm rider src/auth.js
          git commit -qam work
          mkdir -p .git/info
          git checkout -q --orphan moved
          git rm -rqf . > /dev/null
          git checkout -q work
          echo "$(git rev-parse main) $(git rev-parse HEAD~1)" > .git/info/grafts`);
      },
    },
  },
};
