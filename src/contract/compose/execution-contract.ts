/** What is done, what comes next, in which order, and how to go back. */
import type { ExecutionContract, OrderedStep, RedactedText, Verification, WorkPackage } from '../../domain/handoff.ts';
import type { FileChange } from '../../domain/handoff.ts';
import type { SessionFacts } from '../facts.ts';
import { redactedText } from '../redacted-text.ts';
import type { Cuts } from './cuts.ts';
import { doneLines } from './done-definition.ts';
import { TEXT } from './limits.ts';
import { nextLines, type Standing } from './next-actions.ts';
import { parallelLines, parallelPackages } from './parallel-actions.ts';
import { rollback } from './rollback-hint.ts';

export interface Composed {
  readonly facts: SessionFacts<RedactedText>;
  readonly packages: readonly WorkPackage[];
  readonly files: readonly FileChange[];
  readonly verification: Verification;
  readonly open_questions: readonly RedactedText[];
  /** The agent's plan states dependencies. */
  readonly planned: boolean;
}

export const composeExecutionContract = (composed: Composed, cuts: Cuts): ExecutionContract => {
  const parallel = parallelPackages(composed.packages, composed.planned);
  const standing: Standing = { ...composed, elsewhere: new Set(parallel.map(({ id }) => id)) };
  const done = doneLines(composed, cuts);
  const next = nextLines(standing, cuts);
  const steps = composed.packages.map(stepOf);
  const nothing = done.length + next.length + parallel.length + steps.length === 0;
  return {
    done_definition: done,
    next_actions: nothing ? [redactedText`Say what done means for this work, and run a check.`] : next,
    parallel_actions: parallelLines(parallel, cuts),
    ordered_steps: steps,
    ordered_commands: cuts
      .condensed('execution_contract.ordered_commands', composed.facts.commands)
      .map((command) => cuts.line('execution_contract.ordered_commands.text', command, TEXT.command)),
    ...rollback(composed.facts),
  };
};

const stepOf = (one: WorkPackage): OrderedStep => ({
  sequence: one.sequence,
  work_package_id: one.id,
  title: one.title,
  status: one.status,
  depends_on: one.depends_on,
  ...(one.started_at === undefined ? {} : { started_at: one.started_at }),
  ...(one.completed_at === undefined ? {} : { completed_at: one.completed_at }),
  evidence_refs: one.evidence_refs,
});
