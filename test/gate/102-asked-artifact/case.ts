import { type GateCase, PASSES, refuses } from '../gate-case.ts';
import type { Scene } from '../scene.ts';

/** An artifact `other` about a file that this change does not hold, and one about the change. */
const work = async ({ session, sh }: Scene): Promise<string> => {
  const other = session();
  other.write('b.txt', 'other work\n');
  const version = await other.save('other');
  await sh('git checkout -q b.txt');
  const agent = session();
  agent.write('a.txt', 'agent\n');
  await agent.save('mine');
  await sh('git commit -qam work');
  return version;
};

export const gateCase: GateCase = {
  title: 'whoever runs the gate asks for an artifact: it has to be about the change',
  ...refuses('artifact_unbound'),
  script: {
    'it is': {
      ...PASSES,
      script: async (scene) => {
        await work(scene);
        return { artifacts: ['mine'] };
      },
    },
    'of other work': async (scene) => {
      await work(scene);
      return { artifacts: ['mine', 'other'] };
    },
    'of other work, by its version': async (scene) => ({ artifacts: [`other@${await work(scene)}`] }),
    'that is not there': {
      ...refuses('artifact_unbound'),
      script: async (scene) => {
        await work(scene);
        return { artifacts: ['nowhere'] };
      },
    },
    'of other work, between remotes': async (scene) => {
      await work(scene);
      await scene.sh(
        `git init -q --bare --initial-branch=main "${scene.base}/remote.git"
         git push -q "${scene.base}/remote.git" main work 'refs/opensession/*:refs/opensession/*'`,
      );
      return { artifacts: ['other'], remote: { base: `file://${scene.base}/remote.git` } };
    },
  },
};
