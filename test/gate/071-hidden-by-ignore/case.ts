import { type GateCase, notes, weighs } from '../gate-case.ts';
import type { Scene } from '../scene.ts';

const rider = async ({ session, sh }: Scene): Promise<void> => {
  const agent = session();
  agent.write('a.txt', 'agent\n');
  await agent.save();
  await sh('echo \'{"resolved":"http://evil.test"}\' > package-lock.json && git add -A && git commit -qm work');
};

export const gateCase: GateCase = {
  title: 'a change hidden in a lockfile that the policy ignores, or protects all the same',
  ...notes('files_ignored', 'package-lock.json'),
  script: {
    ignored: { policy: 'ignore = ["package-lock.json"]\n', script: rider },
    'ignored and protected': {
      policy: 'ignore = ["package-lock.json"]\nprotect = ["package-lock.json"]\n',
      ...weighs('protected_path_changed', 'package-lock.json'),
      beside: ['files_unclaimed'],
      script: rider,
    },
  },
};
