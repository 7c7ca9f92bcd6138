/** Each rule of the gate has a file here, named after its own, with judgements that pass and that fail. */
import { DEFAULT_POLICY } from '../../../src/domain/default-policy.ts';
import type { Severity } from '../../../src/domain/finding.ts';
import type { JudgedArtifact, JudgedCheck, JudgedPath, JudgedRerun, Judgement } from '../../../src/domain/judgement.ts';
import type { Policy } from '../../../src/domain/policy.ts';

export interface GateFixture {
  readonly name: string;
  readonly judgement: Judgement;
  readonly policy?: Partial<Policy>;
  /** Of what fails, where it counts as less than the rule says. */
  readonly as?: Severity;
}

export interface GateFixtures {
  readonly passes: readonly GateFixture[];
  readonly fails: readonly GateFixture[];
}

const OID = 'c0ffee'.padEnd(40, '0');
export const COMMIT = 'abcdef'.padEnd(40, '0');

export const artifact = (more: Partial<JudgedArtifact> = {}): JudgedArtifact => ({
  id: 'base:one',
  version: OID,
  named: null,
  trust: 'recorded',
  signature: { state: 'unsigned', by: null, reason: null },
  problems: [],
  level: 'exact',
  bound: true,
  related: more.bound ?? true,
  session_ids: ['s-1'],
  agents: ['claude-code'],
  objective: 'Make it better',
  by_hand: null,
  outside: [],
  admissions: [],
  ...more,
});

export const path = (more: Partial<JudgedPath> = {}): JudgedPath => ({
  path: 'a.txt',
  binding: 'content',
  outcome: 'proved',
  basis: 'git',
  artifacts: ['base:one'],
  reversed: [],
  commits: [],
  ignored: null,
  protected: false,
  signed: [],
  ...more,
});

/** Required, and shown to pass. */
export const check = (more: Partial<JudgedCheck> = {}): JudgedCheck => ({
  id: 'npm test',
  command: 'npm test',
  required: 'tests',
  status: 'passed',
  outcome: 'proved',
  basis: 'rerun',
  doubts: [],
  differing: [],
  changed: [],
  artifact: 'base:one',
  ...more,
});

/** Required, recorded, and doubted for these reasons. */
export const doubted = (...doubts: JudgedCheck['doubts']): JudgedCheck =>
  check({ outcome: 'cannot-tell', basis: 'recorded', doubts });

/** A change of one path, with one handoff and one required check, in which nothing is wrong. */
export const judgement = (more: Partial<Judgement> = {}): Judgement => ({
  subject: {
    head: COMMIT,
    base_tip: OID,
    base_ref: 'refs/heads/main',
    policy: null,
    artifacts: [{ id: 'base:one', version: OID }],
    asked: [],
    author: null,
    evidence: [],
    sessions: [],
    gate_version: '1.2.3',
    strict: false,
  },
  artifacts: [artifact()],
  paths: [path()],
  checks: [check()],
  reruns: [],
  witnesses: [],
  commits: [],
  sessions: [],
  handoff: { required: true, reason: 'the policy asks for one always' },
  policy_changed: [],
  protected_reverted: [],
  fork_unread: false,
  artifacts_unread: [],
  ...more,
});

export const withArtifact = (more: Partial<JudgedArtifact>): Judgement => judgement({ artifacts: [artifact(more)] });
export const withPath = (more: Partial<JudgedPath>): Judgement => judgement({ paths: [path(more)] });
export const withCheck = (more: JudgedCheck): Judgement => judgement({ checks: [more] });

export const policyOf = (more: Partial<Policy> = {}): Policy => ({ ...DEFAULT_POLICY, ...more });

/** Run again by the gate, with one attempt that did not pass. */
export const rerun = (more: Partial<JudgedRerun> = {}): JudgedRerun => ({
  name: 'tests',
  by: 'gate',
  attempts: [{ passed: false, exit_code: 1, ended: null, output: 'not ok 1' }],
  unisolated: null,
  lacking: [],
  unseen: [],
  ...more,
});

const clean: GateFixture = { name: 'nothing is wrong', judgement: judgement() };

/** Of a rule for what is wrong with an artifact: it costs only the change that names it, or that it is bound to. */
export const problemFixtures = (code: JudgedArtifact['problems'][number]['code']): GateFixtures => {
  const problems = [{ code, detail: 'it is so' }];
  return {
    passes: [clean],
    fails: [
      { name: 'of a named one', judgement: withArtifact({ problems, bound: false, named: 'named' }) },
      { name: 'of a bound one', judgement: withArtifact({ problems }) },
      { name: 'of one that is neither', judgement: withArtifact({ problems, bound: false }), as: 'note' },
    ],
  };
};

/** Of a rule for why a check is not shown to pass: it is only noted where the check is not required, or is shown otherwise. */
export const doubtFixtures = (...doubts: readonly JudgedCheck['doubts'][number][]): GateFixtures => ({
  passes: [
    clean,
    { name: 'another doubt', judgement: withCheck(doubted(doubts.includes('stale') ? 'masked' : 'stale')) },
  ],
  fails: doubts.flatMap((doubt) => [
    { name: `${doubt}, required`, judgement: withCheck(doubted(doubt)) },
    {
      name: `${doubt}, not required`,
      judgement: withCheck({ ...doubted(doubt), required: null }),
      as: 'note' as const,
    },
    { name: `${doubt}, and run again`, judgement: withCheck(check({ doubts: [doubt] })), as: 'note' as const },
  ]),
});
