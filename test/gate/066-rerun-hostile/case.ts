import { existsSync, readFileSync } from 'node:fs';
import { type GateCase, refuses, type Script } from '../gate-case.ts';

const POLICY = `[[required_checks]]
name = "tests"
command = "sh src/check.sh"
rerun = true
definition = ["scripts/**"]
timeout_seconds = 2
`;

/** The check of the change does something else where it is run again than its handoff says. */
const hostile =
  (check: string): Script =>
  async ({ session, sh, base, env }) => {
    const output = `${base}/github-output`;
    await sh(`: > "${output}"`);
    Object.assign(env, { GITHUB_OUTPUT: output, GITHUB_ENV: output, GITHUB_STEP_SUMMARY: output });
    const agent = session();
    agent.write('src/check.sh', check);
    agent.ran('sh src/check.sh');
    await agent.save();
    await sh('git add -A && git commit -qm work');
    return {
      after: () =>
        existsSync(output) && readFileSync(output, 'utf8') === '' ? undefined : 'a file of the workflow was written',
    };
  };

export const gateCase: GateCase = {
  title: 'the check that is run again fails, hangs, outlives its parent, or writes where the gate writes',
  policy: POLICY,
  ...refuses('rerun_mismatch'),
  script: {
    fails: hostile('exit 1\n'),
    hangs: hostile('sleep 600\n'),
    'leaves a child': hostile('setsid sh -c \'sleep 5; echo "verdict=pass" >> "$GITHUB_OUTPUT"\' & exit 1\n'),
    'reads its parents': hostile('cat /proc/$PPID/environ | grep -z TOKEN && exit 0; exit 1\n'),
    'writes outputs': hostile(
      'for file in "$GITHUB_OUTPUT" /proc/[0-9]*/cwd/../github-output; do [ ! -f "$file" ] || echo "verdict=pass" >> "$file"; done; exit 1\n',
    ),
  },
};
