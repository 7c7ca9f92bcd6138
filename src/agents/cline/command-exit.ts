import { ATTR } from '../../domain/event-attributes.ts';
import { type Outcome, wasRefused } from './outcome.ts';

/**
 * What a command's outcome says of its exit.
 * Sessions (3.0): `success: true` for 0, else `error: "Command exited with code N"`; another error (timed out, aborted,
 * not started) has no exit. A command that was left running says so at the start of its output.
 * Tasks (from 3.4x on, where the terminal tells): `Command executed successfully (exit code 0).`, `Command failed with
 * exit code N.`; Roo Code: `… Exit code: N`. Earlier: `Command executed.` without a code.
 */
export const exitFacts = (outcome: Outcome): { readonly [key: string]: unknown } => {
  const { text, success, error } = outcome;
  if (wasRefused(text) || wasRefused(error ?? '')) return { [ATTR.noEffect]: true };
  if (RUNNING.test(text)) return { [ATTR.background]: true };
  if (success === true) return { [ATTR.exitCode]: 0, [ATTR.exitSource]: 'structured' };
  const code = success === false ? CODE.exec(error ?? '')?.[1] : taskExit(text);
  return code === undefined ? {} : { [ATTR.exitCode]: Number(code), [ATTR.exitSource]: 'text' };
};

const RUNNING =
  /^(?:\[Command is still running\.|Command is (?:still running|running in the background)|Command timed out after \d+ seconds\. Running in background)/;

const CODE = /^Command exited with code (-?\d{1,9})$/;

const taskExit = (text: string): string | undefined => {
  const line = text.slice(0, 4000).split('\n', 1)[0] ?? '';
  return PHRASES.map((phrase) => phrase.exec(line)?.[1]).find((code) => code !== undefined);
};

const PHRASES = [
  /^Command executed successfully \(exit code (0)\)\./,
  /^Command failed with exit code (-?\d{1,9})\./,
  /^Command executed in terminal\b.{0,3000}?\. Exit code: (-?\d{1,9})$/,
];

const LABEL = /^\[[\w-]{1,80}(?: for '[^]{0,20000}?')?\.{0,3}\] Result:\n?/;

/** A task's result begins with what it answers: `[execute_command for 'npm test'] Result:`. */
export const withoutLabel = (text: string): string => text.slice(LABEL.exec(text)?.[0].length ?? 0);
