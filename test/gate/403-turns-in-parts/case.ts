import { type GateCase, PASSES, type Script, weighs } from '../gate-case.ts';
import { knownSigner, signing } from '../signers.ts';
import type { Scene } from '../scene.ts';

type Saving = (scene: Scene, save: () => Promise<string>) => Promise<string>;

const plainly: Saving = (_, save) => save();

/** A file is committed after the first turn; the second goes on with it, and commits another one alone. */
const turns =
  (first: Saving = plainly, second: Saving = plainly): Script =>
  async (scene) => {
    const { session, sh } = scene;
    const agent = session();
    agent.write('a.txt', 'turn 1\n');
    await first(scene, () => agent.save());
    await sh('git commit -qam one');
    agent.write('a.txt', 'turn 2\n');
    agent.write('n.txt', 'turn 2\n');
    await second(scene, () => agent.save());
    await sh('git add n.txt && git commit -qm two');
  };

const known =
  (then: Script): Script =>
  async (scene) => {
    await knownSigner(scene);
    return then(scene);
  };

export const gateCase: GateCase = {
  title: 'each of two turns is committed as far as it went: no version claims both, each path is claimed by one',
  ...PASSES,
  script: {
    'one goes on': turns(),
    'each path is of another version': async ({ session, sh }) => {
      const agent = session();
      for (const path of ['a.txt', 'b.txt', 'c.txt']) {
        agent.write(path, 'agent\n');
        await agent.save();
        await sh(`git commit -qm '${path}' -- ${path}`);
        agent.write(path, 'agent goes on\n');
      }
      await agent.save();
      await sh('git checkout -q .');
    },
    'both are signed': {
      policy: 'require_signed = true\n',
      script: known(turns(signing, signing)),
    },
    // a signature lends nothing to what a version claims that nobody signed
    'the first is not signed': {
      policy: 'require_signed = true\n',
      ...weighs('path_drifted', 'a.txt'),
      script: known(turns(plainly, signing)),
    },
    // who pins a version means that one
    'the second is pinned': {
      ...weighs('path_drifted', 'a.txt'),
      script: async (scene) => {
        await turns()(scene);
        await scene.sh(`version=$(git rev-parse refs/opensession/handoff/artifacts/session-1)
          git commit -q --amend -m "two

Handoff: session-1@$version"`);
      },
    },
    'each commit pins its own': async ({ session, sh }) => {
      const agent = session();
      agent.write('a.txt', 'turn 1\n');
      await sh(`git commit -qam 'one

Handoff: session-1@${await agent.save()}'`);
      agent.write('a.txt', 'turn 2\n');
      agent.write('n.txt', 'turn 2\n');
      await sh(`git add n.txt && git commit -qm 'two

Handoff: session-1@${await agent.save()}' -- n.txt`);
    },
    // the newest version says nothing of the file any more: whoever commits it after all answers for it
    'the second took the first back': {
      ...weighs('files_unclaimed', 'a.txt'),
      script: async ({ session, sh, write }) => {
        const agent = session();
        agent.write('a.txt', 'with a hole\n');
        await agent.save();
        await agent.sh('git checkout -q a.txt');
        agent.write('n.txt', 'turn 2\n');
        await agent.save();
        await sh('git add n.txt && git commit -qm two');
        write('a.txt', 'with a hole\n');
        await sh('git commit -qam three');
      },
    },
    // what no version claims is nobody's
    'and a person goes on': {
      ...weighs('path_drifted', 'a.txt'),
      script: async (scene) => {
        await turns()(scene);
        scene.write('a.txt', 'person\n');
        await scene.sh('git commit -qam three');
      },
    },
  },
};
