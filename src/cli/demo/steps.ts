/** What the demo shows, in order: real commands, each with what it should end with. */
export interface Step {
  readonly title: string;
  /** What happens, and what to look at. */
  readonly about: string;
  readonly scenario: 'fix-add' | 'unresolved';
  /** After `opensession`. */
  readonly argv: readonly string[];
  readonly exit: number;
  /** Show so many lines at most. */
  readonly lines?: number;
}

export const STEPS: readonly Step[] = [
  {
    title: 'Find the sessions',
    about:
      'Four agents each fixed add() in this repository. Their logs lie where each agent keeps them; nothing was indexed.',
    scenario: 'fix-add',
    argv: ['session', 'list'],
    exit: 0,
  },
  {
    title: 'One session as a handoff',
    about:
      'Derived from the log and the repository, no model is asked. Look at Verification: the first run failed, the last one passed.',
    scenario: 'fix-add',
    argv: ['session', 'handoff', '--codex', 'HEAD', '--format', 'markdown'],
    exit: 0,
    lines: 42,
  },
  {
    title: 'Validate, strictly: it passes',
    about: 'The newest four sessions. No finding is an error, so the handoff is written and the exit status is 0.',
    scenario: 'fix-add',
    argv: ['session', 'handoff', '--last', '4', '--strict', '--format', 'json', '--output', '../handoffs.json'],
    exit: 0,
  },
  {
    title: 'Validate, strictly: it fails, and says why',
    about: 'In another repository the agents stopped while npm test was failing. Exit status 1, and no handoff.',
    scenario: 'unresolved',
    argv: ['session', 'handoff', '--last', '4', '--strict', '--format', 'json'],
    exit: 1,
  },
  {
    title: 'Keep it in a git ref',
    about:
      'One commit below refs/opensession/, outside of every branch. Index, working tree and HEAD stay as they are.',
    scenario: 'fix-add',
    argv: ['session', 'handoff', 'save', '--last', '4', '--artifact-id', 'fix-add'],
    exit: 0,
  },
  {
    title: 'List what is kept',
    about: 'From the commit messages; no file of an artifact is opened for it.',
    scenario: 'fix-add',
    argv: ['session', 'handoff', 'artifact', 'list'],
    exit: 0,
  },
  {
    title: 'HANDOFF.md',
    about: 'What step 2 showed, of all four sessions, written into the working tree because you asked for it.',
    scenario: 'fix-add',
    argv: ['session', 'handoff', 'artifact', 'render-md', 'fix-add'],
    exit: 0,
  },
];
