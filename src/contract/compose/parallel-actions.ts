/** Packages that can be worked on side by side. */
import type { RedactedText, WorkPackage } from '../../domain/handoff.ts';
import { redactedText } from '../redacted-text.ts';
import type { Cuts } from './cuts.ts';
import { ITEMS, TEXT } from './limits.ts';

/**
 * Unfinished packages that need nothing unfinished, change no file in common, and of which that is known: a plan that
 * states dependencies says so for all its items, and a package that has changed files has shown which. Items of a plain
 * list are meant in their order. One alone is not parallel to anything.
 */
export const parallelPackages = (packages: readonly WorkPackage[], planned: boolean): readonly WorkPackage[] => {
  const open = packages.filter(({ status }) => status === 'pending' || status === 'in_progress');
  const ids = new Set(open.map(({ id }) => id));
  const free = open.filter(
    ({ origin, files, depends_on }) =>
      origin !== 'prompt' &&
      !depends_on.some((id) => ids.has(id)) &&
      ((planned && origin === 'plan') || files.length > 0),
  );
  const apart = free.filter((one) => !free.some((other) => other !== one && sharesFile(one, other)));
  return apart.length < 2 ? [] : apart;
};

const sharesFile = (one: WorkPackage, other: WorkPackage): boolean =>
  one.files.some((path) => other.files.includes(path));

export const parallelLines = (packages: readonly WorkPackage[], cuts: Cuts): readonly RedactedText[] =>
  cuts
    .list('execution_contract.parallel_actions', packages, ITEMS.parallel)
    .map(({ sequence, title }) =>
      cuts.line('execution_contract.parallel_actions.text', redactedText`[${sequence}] ${title}`, TEXT.title),
    );
