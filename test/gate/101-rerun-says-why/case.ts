import type { GateReport } from '../../../src/domain/gate-report.ts';
import { type GateCase, refuses, type Script, type Variant, weighs } from '../gate-case.ts';

/** What the check puts together. */
const TOKEN = `ghp_${'a1B2'.repeat(9)}`;

const policy = (command: string, setup = ''): string =>
  `[[required_checks]]
name = "tests"
command = ${JSON.stringify(command)}
setup = ${JSON.stringify(setup)}
rerun = true
definition = ["scripts/**"]
timeout_seconds = 5
`;

/** The work is honest; where it is run again the check does something else. */
const work =
  (check: string): Script =>
  async ({ session, sh }) => {
    const agent = session();
    agent.write('src/check.sh', check);
    await agent.save();
    await sh('git add -A && git commit -qm work');
  };

/** A finding of that code has these words, and what the command said. */
const tells =
  (code: string, words: RegExp, said: RegExp) =>
  ({ default: report }: { readonly default: GateReport }): string | undefined => {
    const found = report.findings.find((one) => one.code === code);
    const told = `${found?.message ?? ''}\n${found?.output ?? ''}`;
    if (JSON.stringify(report).includes(TOKEN)) return 'a secret is told';
    return words.test(found?.message ?? '') && said.test(found?.output ?? '') ? undefined : `told: ${told}`;
  };

const variant = (command: string, check: string, also: Variant['also']): Variant => ({
  policy: policy(command),
  script: work(check),
  ...(also === undefined ? {} : { also }),
});

export const gateCase: GateCase = {
  title: 'a check that fails where it is run again, for a reason that is told, without the secrets in what it said',
  ...refuses('rerun_mismatch'),
  script: {
    'exit status': variant(
      'sh src/check.sh',
      'part=a1B2a1B2a1B2\necho "token ghp_$part$part$part is wrong"\nexit 3\n',
      tells('rerun_mismatch', /exit status 3, 2 times$/, /^token .* is wrong$/),
    ),
    'not found': variant(
      'no-such-runner --all',
      'exit 0\n',
      tells('rerun_mismatch', /exit status 127: a command was not found/, /no-such-runner/),
    ),
    'a signal': variant(
      'sh src/check.sh; exit $?',
      'kill -9 $$\n',
      tells('rerun_mismatch', /ended by signal SIGKILL/, /^/),
    ),
    'a setup that fails': {
      ...weighs('rerun_unprepared'),
      beside: ['verification_missing'],
      policy: policy('sh src/check.sh', 'echo registry is down; exit 7'),
      script: work('exit 0\n'),
      also: tells('rerun_unprepared', /setup failed: exit status 7/, /^registry is down$/),
    },
  },
};
