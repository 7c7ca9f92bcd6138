import { type GateCase, PASSES, refuses, type Script, weighs } from '../gate-case.ts';
import { knownSigner, signing } from '../signers.ts';

const requiring = (command: string): string => `ci_principals = ["ci"]
accept = ["witnessed", "vouched", "recorded"]
[[required_checks]]
name = "tests"
command = '${command}'
`;

/** A person answers for what the session ran. */
const vouchedFor =
  (command: string, exit = 0): Script =>
  async (scene) => {
    await knownSigner(scene);
    const agent = scene.session();
    agent.write('a.txt', 'agent\n');
    agent.ran(command, { exit });
    await signing(scene, () => agent.save());
    await scene.sh('git commit -qam work');
  };

export const gateCase: GateCase = {
  title: 'a required command that is more than the check which the session ran',
  policy: requiring('npm test && node scripts/check-licences.js'),
  ...weighs('verification_missing'),
  script: {
    'more work': vouchedFor('npm test'),
    'the very line': vouchedFor('npm test && node scripts/check-licences.js'),
    'the check in it fails': {
      ...refuses('verification_failed'),
      beside: ['verification_unresolved'],
      script: vouchedFor('npm test', 1),
    },
    'the other way round': { policy: requiring('! npm test'), script: vouchedFor('npm test') },
    'a variable': {
      policy: requiring('INTEGRATION=1 npm test'),
      script: vouchedFor('npm test'),
    },
    'a variable, as it stands': {
      ...PASSES,
      policy: requiring('npm ci && INTEGRATION=1 npm test'),
      script: vouchedFor('npm ci && INTEGRATION=1 npm test'),
    },
    'a variable, elsewhere': {
      policy: requiring('cd api && INTEGRATION=1 npm test'),
      script: vouchedFor('INTEGRATION=1 npm test'),
    },
    'somewhere else': {
      policy: requiring('(cd "$PACKAGE" && npm test)'),
      script: vouchedFor('cd "$ANOTHER" && npm test'),
    },
  },
};
