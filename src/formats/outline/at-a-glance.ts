import type { Handoff, Verification } from '../../domain/handoff.ts';
import { unsureIn } from '../../domain/unsure-edits.ts';
import { counted } from '../counted.ts';
import { type Node, type Span, paragraph, say, strong, word } from '../document.ts';

/** What is asked first, in one line: what changed, how the checks stand, what is open. */
export const atAGlance = (handoff: Handoff): readonly Node[] => [
  paragraph([
    strong('Changed:'),
    ...say` ${word(changedOf(handoff))} · `,
    strong('Checks:'),
    ...say` ${checksOf(handoff.verification)} · `,
    strong('Open:'),
    ...say` ${word(openOf(handoff))}`,
  ]),
];

/** What is not committed and no line names may be the session's too: `git apply`, a loop. */
const changedOf = ({ files_modified: files, repository, uncertainty }: Handoff): string => {
  const inside = files.filter(({ scope }) => scope === 'repository').length;
  const others = files.length - inside;
  const unsure = unsureIn(uncertainty.assumptions);
  const dirty = repository?.other_dirty.length ?? 0;
  return [
    counted(inside, 'file'),
    ...(others === 0 ? [] : [`${others} ignored or outside`]),
    ...(unsure === 0 ? [] : [`${unsure} perhaps`]),
    ...(dirty === 0 ? [] : [counted(dirty, 'other uncommitted change')]),
  ].join(', ');
};

/** How each check ended, not each of its runs. The worst first. */
const checksOf = ({ checks, checks_run }: Verification): readonly Span[] => {
  const parts = (['failed', 'unknown', 'passed'] as const).flatMap((final) => {
    const such = checks.filter((check) => check.final === final);
    const stale = such.filter((check) => check.stale).length;
    if (such.length === 0) return [];
    return `${such.length} ${final}${stale === 0 || final !== 'passed' ? '' : ` (${stale} before the last change)`}`;
  });
  if (parts.length > 0) return [word(parts.join(', '))];
  const elsewhere = checks_run.some(({ doubts }) => doubts.some(({ kind }) => kind === 'void'));
  return [word(elsewhere ? 'none was run on this tree' : 'none was run')];
};

const openOf = ({ uncertainty, execution_contract: contract }: Handoff): string =>
  [counted(uncertainty.open_questions.length, 'question'), counted(contract.next_actions.length, 'next action')].join(
    ', ',
  );
