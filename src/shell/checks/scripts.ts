import type { CheckKind } from '../../domain/handoff.ts';
import { isTrivial } from '../suspects.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { joinDirectory } from '../parsing/directories.ts';
import type { Following, IdentifiedCheck } from './identified.ts';
import type { SimpleCommand } from '../command-line.ts';

/** What a script of the project runs, as far as its text tells. */
export interface ScriptReading {
  /** Checks in it, in order. */
  readonly checks: readonly IdentifiedCheck[];
  /** The text is there and runs nothing but `echo`, `true` and the like. */
  readonly idle: boolean;
  /** Everything in it that does something is a check. */
  readonly pure: boolean;
  /** Why the script's own status cannot speak for its checks; null when it does. */
  readonly mask: string | null;
}

export type Identify = (command: SimpleCommand, context: Following) => IdentifiedCheck | null;

/** Reads a script's text, with more words after its last command; undefined when it is not known or not to be read. */
export const readScript = (
  text: string | undefined,
  more: { readonly args: readonly string[]; readonly context: Following; readonly identify: Identify },
): ScriptReading | undefined => {
  const { context } = more;
  if (text === undefined || context.depth >= 5 || context.budget.left <= 0) return undefined;
  const line = parseCommandLine(text);
  const commands = line.commands.filter(({ argv }) => argv.length > 0);
  context.budget.left -= 1 + commands.length;
  if (!line.parsed || commands.length === 0 || context.budget.left < 0) return undefined;
  const checks: IdentifiedCheck[] = [];
  let mask: string | null = null;
  let busy = 0;
  for (const [index, command] of commands.entries()) {
    const last = index === commands.length - 1;
    const whole = last ? { ...command, argv: [...command.argv, ...more.args] } : command;
    const cwd = joined(context.cwd, command.cwd);
    const check = more.identify(whole, { ...context, cwd, depth: context.depth + 1 });
    if (!isTrivial(command)) busy++;
    if (check === null) continue;
    checks.push(check);
    if (command.verdict.onZero !== 'passed') mask ??= command.verdict.mask;
  }
  return { checks, idle: busy === 0, pure: busy > 0 && busy === checks.length, mask };
};

const joined = (base: string, cwd: string | null): string => {
  if (cwd === '') return base;
  if (base.startsWith('?')) return base;
  if (cwd === null) return '?';
  const place = joinDirectory(base === '.' ? '' : base, cwd);
  return place === '' ? '.' : place;
};

/** Tests before anything else: what a run of several checks is called. */
export const leadingKind = (kinds: readonly (CheckKind | null)[]): CheckKind | null =>
  kinds.includes('test') ? 'test' : (kinds.find((kind) => kind !== null) ?? null);
