import { type GateCase, PASSES } from '../gate-case.ts';

const POLICY = `ci_principals = ["ci"]
[[required_checks]]
name = "tests"
command = "npm test"
cwd = "src"
`;

export const gateCase: GateCase = {
  title: 'the session runs in a directory below the root',
  ...PASSES,
  script: {
    files: async ({ session, sh, dir }) => {
      const agent = session({ cwd: `${dir}/src` });
      agent.edit('sum.js', 'a + b', 'b + a');
      await agent.sh('echo more > ../a.txt');
      await agent.save();
      await sh('git commit -qam work');
      return { cwd: `${dir}/src` };
    },
    'a check there': {
      policy: POLICY,
      default: 'pass',
      strict: 'fail',
      main: { code: 'evidence_recorded_only', default: 'note', strict: 'error' },
      script: async ({ session, sh, dir }) => {
        const agent = session({ cwd: `${dir}/src` });
        agent.edit('sum.js', 'a + b', 'b + a');
        agent.ran('npm test');
        await agent.save();
        await sh('git commit -qam work');
      },
    },
    'a check of the root is none': {
      policy: POLICY,
      default: 'pass',
      strict: 'fail',
      main: { code: 'verification_missing', default: 'warning', strict: 'error' },
      script: async ({ session, sh }) => {
        const agent = session();
        agent.write('a.txt', 'agent\n');
        agent.ran('npm test');
        await agent.save();
        await sh('git commit -qam work');
      },
    },
  },
};
