import { type GateCase, type Script, weighs } from '../gate-case.ts';

const SIGNED = `accept = ["vouched"]
# require_signed is not asked: the signers are there
[[required_checks]]
name = "tests"
command = "npm test && npm run lint"
`;

const work: Script = async ({ session, sh }) => {
  const agent = session();
  agent.write('a.txt', 'agent\n');
  agent.ran('npm test');
  await agent.save();
  await sh('git commit -qam work');
};

export const gateCase: GateCase = {
  title: 'a required check that nothing which a strict gate accepts can show',
  policy: '[[required_checks]]\nname = "tests"\ncommand = "npm test"\n',
  default: 'pass',
  strict: 'exit 2',
  main: { code: 'policy_unsatisfiable', default: null, strict: null },
  script: {
    'no run again, and no job': work,
    // a signature is under records, and of both checks together there is none; by default that is a warning, as it was
    'two checks, and signatures alone': { policy: SIGNED, beside: ['verification_missing'], script: work },
    'two checks, and a job that may see them': {
      policy: `ci_principals = ["ci"]\n${SIGNED.replace('["v', '["witnessed", "v')}`,
      ...weighs('verification_missing'),
      script: work,
    },
  },
};
