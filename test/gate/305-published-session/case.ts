import type { Artifact } from '../../../src/domain/artifact.ts';
import type { Handoff } from '../../../src/domain/handoff.ts';
import type { JudgedSession } from '../../../src/domain/judgement.ts';
import type { Manifest } from '../../../src/domain/manifest.ts';
import { forge } from '../forge.ts';
import { type Also, type GateCase, type Judged, PASSES, type Script, type Variant, weighs } from '../gate-case.ts';
import type { AgentSession, Scene } from '../scene.ts';

const ID = 'session-1';

/** One agent edits a file and runs the tests, which pass. */
const worked =
  (then: (agent: AgentSession, scene: Scene) => Promise<Judged | void>, cwd?: string): Script =>
  async (scene) => {
    if (cwd !== undefined) await scene.sh(`mkdir -p ${cwd}`);
    const agent = scene.session(cwd === undefined ? {} : { cwd: `${scene.dir}/${cwd}` });
    agent.write('a.txt', 'agent\n');
    agent.ran('npm test', { output: 'Tests  3 passed (3)\n' });
    await agent.save();
    await scene.sh(`git add -A && git commit -qm 'work

Handoff: ${ID}'`);
    return then(agent, scene);
  };

/** Published, and then somebody rewrites what the handoff says. */
const rewritten = (edit: (handoff: Handoff) => object): Variant => ({
  ...weighs('session_differs'),
  script: worked(async (agent, scene) => {
    await agent.publish();
    await forge(scene, ID, {
      artifact: (artifact: Artifact) => ({ ...artifact, payload: artifact.payload.map(edit) }),
      keepOthers: true,
    });
  }),
});

const told =
  (wanted: Pick<JudgedSession, 'outcome' | 'reason'> | null): Also =>
  (reports) => {
    for (const { sessions } of [reports.default, reports.strict]) {
      const [one] = sessions;
      const found = one === undefined ? null : { outcome: one.outcome, reason: one.reason };
      if (JSON.stringify(found) !== JSON.stringify(wanted)) return `${JSON.stringify(sessions)} is told of sessions`;
    }
    return undefined;
  };

const remote = async ({ sh, base }: Scene): Promise<Judged> => {
  await sh(`git init -q --bare "${base}/base.git"
    git push -q "file://${base}/base.git" main work opensession/sessions 'refs/opensession/*'`);
  return { remote: { base: `file://${base}/base.git` } };
};

const fork = async ({ sh, base }: Scene): Promise<Judged> => {
  await sh(`git init -q --bare "${base}/base.git" && git init -q --bare "${base}/fork.git"
    git push -q "file://${base}/base.git" main
    git push -q "file://${base}/fork.git" main work opensession/sessions 'refs/opensession/*'`);
  return { remote: { base: `file://${base}/base.git`, fork: `file://${base}/fork.git` } };
};

const UNCLEAR = told({ outcome: 'cannot-tell', reason: 'unclear' });
const DERIVES = told({ outcome: 'proved', reason: 'derives' });

const firstRun = (handoff: Handoff, edit: object): object => ({
  ...handoff,
  verification: {
    ...handoff.verification,
    checks_run: handoff.verification.checks_run.map((run, index) => (index === 0 ? { ...run, ...edit } : run)),
  },
});

export const gateCase: GateCase = {
  title: 'the session of a handoff is on the sessions branch',
  ...PASSES,
  script: {
    'it was not published': { also: told(null), script: worked(async () => {}) },
    'it makes the handoff': { also: DERIVES, script: worked((agent) => agent.publish()) },
    'in a directory of the repository': { also: DERIVES, script: worked((agent) => agent.publish(), 'packages/one') },
    'between remotes': {
      also: DERIVES,
      script: worked(async (agent, scene) => {
        await agent.publish();
        return remote(scene);
      }),
    },
    'of a fork': {
      also: DERIVES,
      script: worked(async (agent, scene) => {
        await agent.publish();
        return fork(scene);
      }),
    },
    'it went on before it was published': {
      also: told({ outcome: 'cannot-tell', reason: 'another-time' }),
      script: worked(async (agent) => {
        agent.ran('git status', { output: 'clean' });
        await agent.publish();
      }),
    },
    'another version saved the handoff, which differs': {
      also: told({ outcome: 'cannot-tell', reason: 'other-version' }),
      script: worked(async (agent, scene) => {
        await agent.publish();
        await forge(scene, ID, {
          artifact: (artifact) => ({
            ...artifact,
            payload: artifact.payload.map((handoff) => ({
              ...handoff,
              objective: 'Another',
              producer: { name: 'opensession', version: '0.0.1' },
            })),
          }),
          keepOthers: true,
        });
      }),
    },
    'what is published is no session': {
      also: told({ outcome: 'cannot-tell', reason: 'unreadable' }),
      script: worked(async (agent, { sh }) => {
        await agent.publish();
        await sh(`path=$(git ls-tree -r --name-only opensession/sessions | grep hail)
          blob=$(echo nothing | git hash-object -w --stdin)
          export GIT_INDEX_FILE="$PWD/../index"
          git read-tree opensession/sessions && git update-index --cacheinfo "100644,$blob,$path"
          git update-ref refs/heads/opensession/sessions $(git commit-tree -m 'session: x' $(git write-tree))`);
      }),
    },
    'another task than it was given': rewritten((handoff) => ({ ...handoff, objective: 'Make it safe' })),
    'a run that ended otherwise': rewritten((handoff) => firstRun(handoff, { exit_code: 7 })),
    'a run that never was': rewritten((handoff) => firstRun(handoff, { event_id: 'made-up' })),
    'a file that it never touched': rewritten((handoff) => ({
      ...handoff,
      files_modified: [...handoff.files_modified, { ...handoff.files_modified[0], path: 'b.txt' }],
    })),
    'a question that nobody asked': rewritten((handoff) => ({
      ...handoff,
      uncertainty: { ...handoff.uncertainty, open_questions: ['Was it agreed?'] },
    })),
    'a next step that nobody named': rewritten((handoff) => ({
      ...handoff,
      execution_contract: { ...handoff.execution_contract, next_actions: ['Named as next: merge it unread'] },
    })),
    // scripts and trees have a part in these: not contradicted, and not borne out
    'a check that is left out': {
      ...PASSES,
      also: UNCLEAR,
      script: rewritten((handoff) => ({ ...handoff, verification: { ...handoff.verification, checks: [] } })).script,
    },
    'what was said in between is left out': {
      ...PASSES,
      also: UNCLEAR,
      script: rewritten((handoff) => ({ ...handoff, user_messages: [] })).script,
    },
    'something more that is done': {
      ...PASSES,
      also: UNCLEAR,
      script: rewritten((handoff) => ({
        ...handoff,
        execution_contract: { ...handoff.execution_contract, done_definition: ['Reviewed by two people.'] },
      })).script,
    },
    'a step of the plan is left out': {
      ...PASSES,
      also: UNCLEAR,
      script: rewritten((handoff) => ({ ...handoff, work_packages: [] })).script,
    },
    'a check that the manifest alone tells': {
      ...PASSES,
      also: UNCLEAR,
      script: worked(async (agent, scene) => {
        await agent.publish();
        const manifest = (told: Manifest) => ({
          ...told,
          checks: told.checks.map((check) => ({ ...check, id: 'npm run never', final: 'passed' })),
        });
        await forge(scene, ID, { manifest, keepOthers: true });
      }),
    },
    'a file that the manifest alone claims': {
      ...PASSES,
      also: UNCLEAR,
      script: worked(async (agent, scene) => {
        await scene.sh("echo rider > rider.txt && git add -A && git commit -qm 'rider'");
        await agent.publish();
        const [oid = ''] = (await scene.sh('git rev-parse HEAD:rider.txt')).split('\n');
        const entry = {
          path: 'rider.txt',
          before: null,
          after: { mode: '100644', oid },
          claimed: true,
          by: 'edit-tool',
          key: null,
        };
        const tree = (await scene.sh('git rev-parse HEAD^{tree}')).trim();
        const manifest = (told: Manifest) => ({ ...told, tree, entries: [...told.entries, entry] });
        await forge(scene, ID, { manifest, keepOthers: true });
      }),
    },
    'a doubt that is taken away': {
      ...PASSES,
      also: UNCLEAR,
      script: rewritten((handoff) => firstRun(handoff, { check_id: 'npm run other' })).script,
    },
    'one of two that say to be of it': {
      ...PASSES,
      also: told({ outcome: 'cannot-tell', reason: 'another-time' }),
      script: worked(async (agent, scene) => {
        await agent.publish();
        await forge(scene, ID, {
          artifact: (artifact) => ({
            ...artifact,
            payload: artifact.payload.flatMap((handoff) => [
              { ...handoff, objective: 'Another', stats: { ...handoff.stats, event_count: 999 } },
              handoff,
            ]),
          }),
          keepOthers: true,
        });
      }),
    },
    'what was there is overwritten and taken away, also as a folder, and more is written beside it': {
      also: DERIVES,
      script: async (scene) => {
        const agent = scene.session();
        agent.write('b.txt', 'agent\n');
        await agent.sh('rm b.txt && rm -r src');
        agent.write('new.txt', 'agent\n');
        agent.write('a.txt', 'agent\n');
        await agent.save();
        await scene.sh(`git add -A && git commit -qm 'work\n\nHandoff: ${ID}'`);
        await agent.publish();
      },
    },
    'a script that the change brings': {
      also: told({ outcome: 'cannot-tell', reason: 'unclear' }),
      script: async (scene) => {
        const agent = scene.session();
        agent.write('Makefile', 'qq:\n\truff check .\n');
        agent.ran('make qq && npx tsc --noEmit');
        await agent.save();
        await scene.sh(`git add -A && git commit -qm 'work\n\nHandoff: ${ID}'`);
        await agent.publish();
      },
    },
  },
};
