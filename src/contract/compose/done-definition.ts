/** What is done: completed packages with what came of them, checks that passed and are fresh, net changes. */
import type { FileChange, RedactedText, Verification, WorkPackage } from '../../domain/handoff.ts';
import { joinRedacted, onOneLine, redactedText, timeText } from '../redacted-text.ts';
import { checkNames } from './check-names.ts';
import type { Cuts } from './cuts.ts';
import { ITEMS, TEXT } from './limits.ts';
import { named } from './named.ts';

interface Done {
  readonly packages: readonly WorkPackage[];
  readonly files: readonly FileChange[];
  readonly verification: Verification;
}

export const doneLines = ({ packages, files, verification }: Done, cuts: Cuts): readonly RedactedText[] => {
  const completed = saidOnce(packages.filter(({ status }) => status === 'completed')).map((one) =>
    packageLine(one, cuts),
  );
  const fresh = verification.checks.filter(({ final, stale }) => final === 'passed' && !stale);
  const nameOf = checkNames(verification.checks_run);
  const passed = new Set(fresh.map((check) => nameOf({ ...check, command: shortened(check.command, cuts) })));
  const changed = files
    .filter(({ scope }) => scope === 'repository')
    .map(({ path }) => redactedText`\`${shortened(path, cuts)}\``);
  const lines = [
    ...completed,
    ...(passed.size === 0 ? [] : [redactedText`Verification passed: ${named([...passed])}.`]),
    ...(changed.length === 0 ? [] : [redactedText`Changed ${changed.length} file(s): ${named(changed)}.`]),
  ];
  return cuts.list('execution_contract.done_definition', [...new Set(lines)], ITEMS.done);
};

/** One message may answer several prompts: its words stand with the last of them. */
const saidOnce = (packages: readonly WorkPackage[]): readonly WorkPackage[] => {
  const lastWith = new Map(packages.map(({ id, outcome }) => [outcome, id]));
  return packages.map((one) => {
    if (lastWith.get(one.outcome) === one.id) return one;
    const { outcome: _, ...rest } = one;
    return rest;
  });
};

const packageLine = (one: WorkPackage, cuts: Cuts): RedactedText => {
  const at = one.completed_at ?? one.started_at ?? '';
  const details = joinRedacted([...outcomeOf(one, cuts), ...footprint(one)], '; ');
  const line = redactedText`[${one.sequence}] Completed ${one.title} at ${timeText(at)}`;
  return details === '' ? redactedText`${line}.` : redactedText`${line} (${details}).`;
};

const outcomeOf = ({ outcome, title }: WorkPackage, cuts: Cuts): readonly RedactedText[] =>
  outcome === undefined || outcome === title
    ? []
    : [redactedText`outcome: ${cuts.line('execution_contract.done_definition.text', outcome, TEXT.outcomeInLine)}`];

const footprint = ({ files, commands }: WorkPackage): readonly RedactedText[] => {
  const parts = [
    ...(files.length === 0 ? [] : [redactedText`files: ${files.length}`]),
    ...(commands.length === 0 ? [] : [redactedText`commands: ${commands.length}`]),
  ];
  return parts.length === 0 ? [] : [joinRedacted(parts, ', ')];
};

const shortened = (text: RedactedText, cuts: Cuts): RedactedText =>
  cuts.line('execution_contract.done_definition.text', onOneLine(text), TEXT.named);
