import type { WorkPackage } from '../domain/handoff.ts';
import type { Rule } from './rule.ts';

export const orderedStepsMissing: Rule = {
  code: 'ordered_steps_missing',
  severity: 'warning',
  description: 'work that was done stands in the ordered steps',
  check: ({ work_packages, execution_contract }) =>
    execution_contract.ordered_steps.length === 0 && work_packages.some(isMaterial)
      ? ['There are work packages, and no ordered steps.']
      : [],
};

const isMaterial = (one: WorkPackage): boolean =>
  one.files.length > 0 || one.commands.length > 0 || one.outcome !== undefined || one.status !== 'pending';
