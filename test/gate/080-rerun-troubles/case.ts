import { type GateCase, weighs } from '../gate-case.ts';

const POLICY = `[[required_checks]]
name = "tests"
command = "sh src/check.sh"
rerun = true
definition = ["scripts/**"]
timeout_seconds = 5
`;

export const gateCase: GateCase = {
  title: 'a check that is run again fails once and passes then, as where a registry was down for a moment',
  policy: POLICY,
  ...weighs('flaky'),
  script: async ({ session, sh, base }) => {
    const agent = session();
    agent.write(
      'src/check.sh',
      `if [ -e "${base}/been-here" ]; then rm "${base}/been-here"; else : > "${base}/been-here"; exit 1; fi\n`,
    );
    agent.ran('sh src/check.sh');
    await agent.save();
    await sh('git add -A && git commit -qm work');
  },
};
