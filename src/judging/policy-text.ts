import { stringify } from 'smol-toml';
import { DEFAULT_POLICY, STRICT_POLICY } from '../domain/default-policy.ts';
import type { Policy, RequiredCheck } from '../domain/policy.ts';

/** What a new policy says; all else is the default, told in a comment. */
export interface PolicyStart extends Pick<Policy, 'required_checks' | 'ci_principals'> {
  /** Absent: the default. */
  readonly accept?: Policy['accept'];
  readonly require?: Policy['require'];
}

/** A commented `.opensession/policy.toml`. Values are written by a TOML library, comments by hand. */
export const policyText = ({ required_checks, ci_principals, accept, require }: PolicyStart): string => {
  const said: { readonly [key in keyof Policy]?: Policy[key] | undefined } = {
    require,
    accept,
    ci_principals: ci_principals.length === 0 ? undefined : ci_principals,
  };
  return `${HEAD}
${KEYS.map(({ key, comment }) => `${commented(comment)}\n${lineOf(key, said[key])}\n`).join('\n')}
${commented(CHECKS)}
${required_checks.map(checkText).join('\n') || `${commented(toml({ required_checks: [EXAMPLE] }))}\n`}`;
};

const HEAD = `# What opensession gate asks of a change. It is read at the tip of the target branch: in a change of
# its own it judges nothing. What is commented out is the default. What holds, and why: opensession gate --explain
`;

/** A value that is said, else the default as a comment. */
const lineOf = (key: keyof Policy, value: unknown): string =>
  value === undefined ? `# ${toml({ [key]: DEFAULT_POLICY[key] })}` : toml({ [key]: value });

const toml = (value: object): string => stringify(value).trim();
const commented = (text: string): string => text.replace(/^(?=.)/gm, '# ').replace(/^$/gm, '#');

const KEYS: readonly { readonly key: keyof Policy; readonly comment: string }[] = [
  {
    key: 'require',
    comment: `Whether a change needs a handoff: "always", "agent-commits" (one whose commits seem to be an agent's), "never".
With --strict: "${STRICT_POLICY.require}".`,
  },
  { key: 'exempt_actors', comment: 'Authors of pull requests of whom none is asked.' },
  {
    key: 'accept',
    comment: `On what a required check may rest: "rerun" (run again here), "witnessed" (a CI job saw and signed it), "vouched" (a
person signed the handoff), "recorded" (anyone who can push could have written it). With --strict: ${STRICT_POLICY.accept.join(', ')}.`,
  },
  {
    key: 'min_binding',
    comment: 'How well a claimed path has to fit what the change holds: "content", "patch", "drifted".',
  },
  { key: 'max_unclaimed', comment: 'How many changed paths may be claimed by nobody.' },
  { key: 'ignore', comment: 'Globs of paths that need no claim. They are counted and named all the same.' },
  {
    key: 'protect',
    comment: 'Globs of paths that need the signature of a person: for example [".github/**", ".opensession/**"].',
  },
  {
    key: 'inert',
    comment: 'Globs of paths that no check depends on: a run on a tree that differs there alone counts.',
  },
  { key: 'require_signed', comment: 'Whether each handoff has to be signed by somebody in allowed_signers.' },
  { key: 'allowed_signers', comment: 'Files at the tip of the target branch, as ssh-keygen reads them.' },
  { key: 'revoked_keys', comment: 'The same for keys that count no more.' },
  { key: 'ci_principals', comment: 'Principals of allowed_signers that are CI jobs: what they sign is witnessed.' },
  { key: 'wait_seconds', comment: 'How long a gate waits for an artifact that the change names.' },
];

const CHECKS = `Checks that every change has to pass. \`command\` is compared with what handoffs record, and is what is run again:
on a clean checkout, after \`setup\`, without the network unless \`network = true\`, or \`network = "setup"\`, which gives it to
\`setup\` alone. \`definition\`: globs of what says what it does; where the change holds one of them, no outcome proves anything until a person signs for it. With the tests themselves
among them ("**/test/**", "**/*_test.go") a deleted or weakened test is no proof either, and each change of one needs a
signature.`;

const EXAMPLE = { name: 'tests', command: 'make test', definition: ['**/Makefile', '**/test/**'], rerun: true };

const checkText = ({ name, command, cwd, setup, network, rerun, definition, timeout_seconds }: RequiredCheck): string =>
  `${toml({
    required_checks: [
      {
        name,
        command,
        ...(cwd === '.' ? {} : { cwd }),
        rerun,
        ...(setup === '' ? {} : { setup }),
        ...(network === false ? {} : { network }),
        definition,
        timeout_seconds,
      },
    ],
  })}\n`;
