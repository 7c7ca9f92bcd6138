import type { GateReport } from '../../../src/domain/gate-report.ts';
import { type GateCase, PASSES, type Script, weighs } from '../gate-case.ts';

const REF = 'refs/opensession/handoff/artifacts/session-1';
const NEWEST = `Handoff: session-1@$(git rev-parse ${REF})`;

/** A person formats what the agent saved, commits it with the version of then, and lets the handoff be saved again. */
const savedAgain =
  (then: string): Script =>
  async ({ session, sh, write }) => {
    const agent = session();
    agent.write('a.txt', 'x=1\n');
    agent.write('b.txt', 'agent\n');
    const pinned = await agent.save();
    write('a.txt', 'x = 1\n');
    await sh(`git commit -qam 'work

Handoff: session-1@${pinned}'`);
    await agent.save();
    await sh(then);
  };

const hintOf = ({ findings }: GateReport): string =>
  findings.find(({ code, place }) => code === 'path_drifted' && place.path === 'a.txt')?.hint ?? '';

export const gateCase: GateCase = {
  title: 'the handoff is saved again, and the commit pins the version of before: it says what to name',
  ...weighs('path_drifted', 'a.txt'),
  script: {
    'still pinned': {
      script: savedAgain('true'),
      also: ({ strict }) => (hintOf(strict).includes(NEWEST) ? undefined : `the hint is: ${hintOf(strict)}`),
    },
    'as the hint says': {
      ...PASSES,
      script: savedAgain(`git commit -q --amend -m "work

${NEWEST}"`),
    },
    'not pinned': {
      ...PASSES,
      script: savedAgain("git commit -q --amend -m 'work\n\nHandoff: session-1'"),
    },
  },
};
