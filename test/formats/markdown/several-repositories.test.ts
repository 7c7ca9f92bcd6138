import { expect, test } from 'vitest';
import { mergeHandoffs } from '../../../src/contract/merge-handoffs.ts';
import type { Handoff } from '../../../src/domain/handoff.ts';
import { markdown } from '../../../src/formats/markdown.ts';
import { exampleHandoff, text } from '../../domain/example-handoff.ts';

interface Told {
  readonly remote?: string;
  readonly base?: string;
  readonly head?: string;
  readonly made?: readonly string[];
}

/** The example's repository with these facts alone. */
const of = ({ remote, base, head, made = [] }: Told): Handoff['repository'] => {
  const { repository } = exampleHandoff();
  return (
    repository && {
      ...repository,
      remote: remote === undefined ? null : text(remote),
      base_commit: base ?? null,
      head_commit: head ?? null,
      commits: made.map((id) => ({ id, subject: text('Subject'), linked_by: 'hook' })),
    }
  );
};

test.each<{ readonly name: string; readonly isTold: boolean; readonly all: readonly Told[] }>([
  { name: 'the head of one is the start of the other', isTold: true, all: [{ head: 'b' }, { base: 'b', head: 'c' }] },
  {
    name: 'one made the head of the other',
    isTold: true,
    all: [
      { base: 'a', head: 'd', made: ['b'] },
      { base: 'a1', head: 'b' },
    ],
  },
  {
    name: 'no commit of both',
    isTold: false,
    all: [
      { base: 'a', head: 'b' },
      { base: 'c', head: 'd' },
    ],
  },
  { name: 'no commits', isTold: false, all: [{}, {}] },
  {
    name: 'a remote of one alone',
    isTold: false,
    all: [{ remote: 'https://git.example/a.git', head: 'b' }, { head: 'd' }],
  },
  {
    name: 'a remote of one, a commit of both',
    isTold: true,
    all: [{ remote: 'https://git.example/a.git', head: 'b' }, { head: 'b' }],
  },
  { name: 'through a third', isTold: true, all: [{ head: 'b' }, { head: 'd' }, { base: 'b', head: 'd' }] },
  { name: 'a third that is elsewhere', isTold: false, all: [{ head: 'b' }, { head: 'b' }, { head: 'd' }] },
])('without remotes shared commits tell that it is one repository: $name', async ({ isTold, all }) => {
  const handoffs = all.map((told, index) => exampleHandoff({ session_id: `demo-${index}`, repository: of(told) }));
  const page = await markdown.render({ handoffs, merged: () => mergeHandoffs(handoffs).merged });
  expect(page.includes('## Taken Together')).toBe(isTold);
});
