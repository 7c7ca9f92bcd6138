import type { CheckIdentity, CheckKind } from '../../domain/handoff.ts';

/** How one tool sums up what it did. */
export interface SummaryRule {
  /** First words of the tools' names. */
  readonly of: string;
  readonly kind: CheckKind;
  /** One line of its output, without colours. */
  readonly line: RegExp;
  /** A line before it that counts: its groups come first. Without such a line the rule says nothing. */
  readonly after?: RegExp;
  /** It says so only where no other line was printed. */
  readonly alone?: true;
  /** What the line says; groups of the pattern may hold the count. Undefined: nothing. */
  readonly says: (groups: readonly string[], check: Pick<CheckIdentity, 'tool' | 'scope'>) => Heard | undefined;
}

export type Said = 'failed' | 'passed' | 'nothing';

/**
 * What one line says. `skipped`: of what it ran, something was left out; `ended`: all is well, whether it ran or was left
 * out. Each outweighs what stands behind it: `failed`, `passed`, `skipped`, `ended`, `nothing`.
 */
export type Heard = Said | 'skipped' | 'ended';

export const always =
  <One extends Heard>(said: One) =>
  (): One =>
    said;

/** The first group counts failures. */
export const failures = ([count = '']: readonly string[]): Said | undefined =>
  Number(count) > 0 ? 'failed' : undefined;

/** Group 1 counts all, group 2 those left out, the others failures. */
export const ran = ([all = '', left = '', ...failed]: readonly string[]): Said =>
  totals([String(Math.max(Number(all) - Number(left), 0)), ...failed]);

/** Group 1 counts all, the others failures. */
export const totals = ([all = '', ...failed]: readonly string[]): Said => {
  if (failed.some((count) => Number(count) > 0)) return 'failed';
  return Number(all) === 0 ? 'nothing' : 'passed';
};

/** Those that were all left out are nothing that ran: `1 failed | 2 passed (3)`, `1 failed, 2 passed, 3 total`. */
export const pairs = ([text = '']: readonly string[]): Said | undefined => {
  const count = (word: string): number => Number(new RegExp(`(\\d{1,9}) ${word}`).exec(text)?.[1] ?? '0');
  if (count('failed') + count('error') > 0) return 'failed';
  if (count('passed') > 0) return 'passed';
  if (/\bx(?:failed|passed)\b/.test(text)) return undefined;
  return /\b0 total\b|no tests|\d (?:skipped|deselected|todo|pending)\b/.test(text) ? 'nothing' : undefined;
};

export const counted = ([count = '', word = '']: readonly string[]): Said | undefined => {
  if (Number(count) === 0) return word.startsWith('pass') ? 'nothing' : undefined;
  return word.startsWith('fail') ? 'failed' : word.startsWith('pass') ? 'passed' : undefined;
};

export const nodeTap = ([word = '', count = '']: readonly string[]): Said | undefined => {
  if (word === 'tests') return Number(count) === 0 ? 'nothing' : undefined;
  return counted([count, word === 'cancelled' ? 'fail' : word]);
};

export const parts = ([text = '']: readonly string[]): Said =>
  /(?:failures|errors)=[1-9]/.test(text) ? 'failed' : 'passed';
