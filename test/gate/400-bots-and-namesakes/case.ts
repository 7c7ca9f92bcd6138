import { type GateCase, refuses, type Script } from '../gate-case.ts';

/** A person's change with one commit by somebody else. */
const beside =
  (author: string, message = 'chore: more'): Script =>
  async ({ sh }) => {
    await sh(`echo person > a.txt
      git commit -qam person
      echo more > b.txt
      git commit -qam '${message}' --author '${author}'`);
  };

export const gateCase: GateCase = {
  title: 'a bot that is no agent, and people whose name or employer is an agent’s, are asked for no handoff',
  ...refuses('handoff_missing'),
  default: 'pass',
  main: { code: 'handoff_missing', default: null, strict: 'error' },
  beside: ['files_unclaimed'],
  script: {
    'pre-commit': beside('pre-commit-ci[bot] <66853113+pre-commit-ci[bot]@users.noreply.github.com>'),
    'a namesake': beside('Claude <claude@example.test>'),
    'an employee': beside('Jane <jane@openai.com>'),
    'a handoff among people': beside('A Person <person@example.test>', 'work\n\nHandoff: Bob takes over from here.'),
    // an app of the same kind that is an agent's
    'an agent': {
      default: 'fail',
      main: { code: 'handoff_missing', default: 'error', strict: 'error' },
      script: beside('claude[bot] <209825114+claude[bot]@users.noreply.github.com>'),
    },
  },
};
