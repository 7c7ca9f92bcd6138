import type { OrderedStep } from '../domain/handoff.ts';
import { compareTimes } from '../domain/hail/timestamp.ts';
import type { Rule } from './rule.ts';

/** Silent without any steps: `ordered_steps_missing` speaks of that. */
export const orderedStepsInconsistent: Rule = {
  code: 'ordered_steps_inconsistent',
  severity: 'error',
  description: 'ordered steps are in order, and of packages that exist',
  check: ({ work_packages, execution_contract: { ordered_steps: steps } }) => {
    const known = new Set(work_packages.map(({ id }) => id));
    return steps.flatMap((step, index) => {
      const before = steps[index - 1];
      return [
        ...(known.has(step.work_package_id)
          ? []
          : [`Step ${step.sequence} is of the work package ${step.work_package_id}, which does not exist.`]),
        ...(before === undefined ? [] : disorder(before, step)),
      ];
    });
  },
};

const disorder = (before: OrderedStep, step: OrderedStep): readonly string[] => {
  if (step.sequence <= before.sequence) return [`Step ${step.sequence} comes after step ${before.sequence}.`];
  if (before.started_at === undefined || step.started_at === undefined) return [];
  const order = compareTimes(before.started_at, step.started_at);
  if (order === undefined) return [`Step ${before.sequence} or ${step.sequence} has a time that cannot be read.`];
  return order > 0 ? [`Step ${step.sequence} began before step ${before.sequence}.`] : [];
};
