import { RERUN } from '../policies.ts';
import { type GateCase, type Script, weighs } from '../gate-case.ts';

const POLICY = `ci_principals = ["ci"]
[[required_checks]]
name = "tests"
command = "npm test"
rerun = true
definition = ["package.json", "**/.npmrc", ".npmrc", "test/**"]
timeout_seconds = 20
`;

/** Claimed, and so that the tests pass whatever there is to test. */
const redefined =
  (path: string, text: string | null): Script =>
  async ({ session, sh }) => {
    await sh(`git checkout -q main
      mkdir test
      echo "throw new Error('it fails');" > test/sum.test.js
      git add .
      git commit -qm tests
      git checkout -q -B work`);
    const agent = session();
    if (text === null) await agent.sh(`git rm -q ${path}`);
    else agent.write(path, text);
    agent.write('a.txt', 'agent\n');
    agent.ran('npm test');
    await agent.save();
    await sh('git add -A && git commit -qm work');
  };

export const gateCase: GateCase = {
  title: 'the change itself says what its tests are, and they pass',
  policy: POLICY,
  ...weighs('definition_changed'),
  script: {
    '.npmrc': redefined('.npmrc', 'script-shell=/bin/true\n'),
    // of the session's own script it is known that it runs nothing
    'scripts.test': {
      beside: ['check_void'],
      script: redefined('package.json', '{"name":"demo","scripts":{"test":"true"}}\n'),
    },
    'tests deleted': redefined('test/sum.test.js', null),
    // named by the command alone
    'the script itself': {
      policy: RERUN.replace(/^definition.*\n/m, ''),
      script: redefined('scripts/test.sh', 'true\n'),
    },
    'the script, which only the shell can tell': {
      policy: RERUN.replace(/^definition.*\n/m, '').replace(
        'sh scripts/test.sh',
        'for f in scripts/*.sh; do sh $f; done',
      ),
      script: redefined('scripts/test.sh', 'true\n'),
    },
  },
};
