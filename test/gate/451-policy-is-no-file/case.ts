import type { GateCase, Script } from '../gate-case.ts';

const POLICY = '.opensession/policy.toml';

/** On main something else stands where a file is read. */
const instead =
  (...commands: readonly string[]): Script =>
  async ({ session, sh }) => {
    await sh('git checkout -q main');
    for (const command of commands) await sh(command);
    await sh('git commit -qm elsewhere && git checkout -q -B work');
    const agent = session();
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh('git commit -qam work');
  };

export const gateCase: GateCase = {
  title: 'the policy of the target branch, or its folder, is a folder, a link or a submodule',
  policy: 'require = "always"\n',
  default: 'exit 2',
  strict: 'exit 2',
  main: { code: 'config_invalid', default: null, strict: null },
  script: {
    folder: instead(`git rm -q ${POLICY}`, `mkdir -p ${POLICY}`, `echo x > ${POLICY}/x`, 'git add -A'),
    // the text of a link is where it leads, and this one would be read as a policy
    link: instead(`rm ${POLICY}`, `ln -s 'require = "never"' ${POLICY}`, 'git add -A'),
    // git takes any bytes for the text of a link
    'link of a line': instead(
      `git rm -q ${POLICY}`,
      `git update-index --add --cacheinfo 120000,"$(echo 'require = "never"' | git hash-object -w --stdin)",${POLICY}`,
    ),
    submodule: instead(
      `git rm -q ${POLICY}`,
      `git update-index --add --cacheinfo 160000,"$(git rev-parse HEAD)",${POLICY}`,
    ),
    'link to its folder': instead('git mv .opensession elsewhere', 'ln -s elsewhere .opensession', 'git add -A'),
    'link to revoked keys': instead('ln -s ../keys .opensession/revoked_keys', 'git add -A'),
    'link to signers of another name': instead(
      `echo 'allowed_signers = "keys/people"' >> ${POLICY}`,
      'mkdir keys && ln -s ../people keys/people',
      'git add -A',
    ),
    'folder in place of revoked keys of another name': instead(
      `echo 'revoked_keys = "keys/gone"' >> ${POLICY}`,
      'mkdir -p keys/gone && echo x > keys/gone/x',
      'git add -A',
    ),
  },
};
