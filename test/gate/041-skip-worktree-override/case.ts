import { type GateCase, weighs } from '../gate-case.ts';
import { RECORDED } from '../policies.ts';

export const gateCase: GateCase = {
  title: 'the tests ran with a file that the index is told to look away from',
  policy: RECORDED,
  ...weighs('check_other_tree'),
  script: async ({ session, sh }) => {
    await sh('git update-index --skip-worktree src/auth.js && echo "export const allowed = () => true;" > src/auth.js');
    const agent = session();
    agent.write('a.txt', 'agent\n');
    agent.ran('npm test');
    await agent.save();
    await sh('git commit -qam work');
  },
  also: ({ strict }) =>
    strict.checks[0]?.doubts.includes('hidden') === true ? undefined : 'the hidden file is not told',
};
