import { type GateCase, PASSES } from '../gate-case.ts';
import type { Scene } from '../scene.ts';

const cloned = async ({ session, sh, base, dir }: Scene): Promise<{ readonly cwd: string }> => {
  const agent = session();
  agent.write('a.txt', 'agent\n');
  await agent.save();
  await sh('git commit -qam work');
  await sh(
    'git checkout -q main && for at in 1 2 3; do git commit -q --allow-empty -m $at; done && git checkout -q work',
  );
  const cwd = `${base}/ci`;
  await sh(`git clone -q --depth 1 --no-single-branch --branch work "file://${dir}" "${cwd}"
    cd "${cwd}"
    git branch -q main origin/main
    git fetch -q origin '+refs/opensession/*:refs/opensession/*'`);
  return { cwd };
};

export const gateCase: GateCase = {
  title: 'CI cloned with depth 1: deepened by the gate itself, or refused by the server',
  ...PASSES,
  script: {
    deepened: async (scene) => ({ ...(await cloned(scene)), remote: { base: `file://${scene.dir}` } }),
    refused: {
      default: 'exit 5',
      strict: 'exit 5',
      main: { code: 'history_incomplete', default: null, strict: null },
      script: async (scene) => {
        const where = await cloned(scene);
        await scene.sh(`git config remote.origin.url "${scene.base}/gone"`, where);
        return where;
      },
    },
  },
};
