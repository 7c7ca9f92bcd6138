/** A handoff in the words of a scenario's truth, so that the two can be compared field by field. */
import type { Handoff } from '../../src/domain/handoff.ts';
import type { Truth } from './recorded.ts';

export const asTruth = (handoff: Handoff, truth: Truth) => ({
  objective: handoff.objective?.startsWith(truth.objective) === true ? truth.objective : handoff.objective,
  modified: pathsOf(handoff, 'edited'),
  created: pathsOf(handoff, 'created'),
  deleted: pathsOf(handoff, 'deleted'),
  renamed: handoff.files_modified.flatMap((file) => (file.from === undefined ? [] : [[file.from, file.path]])),
  checks: handoff.verification.checks
    .map(({ command, final, runs, stale }) => ({
      command,
      final,
      runs,
      ...(isStaleTold(truth, command) ? { stale } : {}),
    }))
    .sort(byCommand),
  openQuestions: handoff.uncertainty.open_questions.length,
  unresolvedFailures: handoff.verification.unresolved.length,
  strictPasses: handoff.validation?.passed,
  ...(truth.subagents === undefined ? {} : { subagents: subagentsIn(handoff) }),
});

const subagentsIn = ({ work_packages: packages }: Handoff): number =>
  packages.filter(({ origin }) => origin === 'subagent').length;

export const expected = (truth: Truth) => ({
  objective: truth.objective,
  modified: truth.modified,
  created: truth.created,
  deleted: truth.deleted,
  renamed: truth.renamed ?? [],
  checks: truth.checks
    .map(({ command, final, runs, stale }) => ({ command, final, runs, ...(stale === undefined ? {} : { stale }) }))
    .sort(byCommand),
  openQuestions: truth.openQuestions,
  unresolvedFailures: truth.unresolvedFailures,
  strictPasses: truth.strictPasses,
  ...(truth.subagents === undefined ? {} : { subagents: truth.subagents }),
});

const byCommand = (a: { readonly command: string }, b: { readonly command: string }): number =>
  a.command < b.command ? -1 : 1;

const pathsOf = (handoff: Handoff, action: string): string[] =>
  handoff.files_modified.flatMap((file) => (file.scope === 'repository' && file.action === action ? [file.path] : []));

/** A truth that says nothing of a check's freshness leaves it open. */
const isStaleTold = (truth: Truth, command: string): boolean =>
  truth.checks.some((check) => check.command === command && check.stale !== undefined);
