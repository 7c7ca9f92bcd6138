/** Any error → what a person or a program is told, and the exit status. */
import { EXIT, OpenSessionError } from '../domain/errors.ts';

export interface Failure {
  /** A code of domain/errors.ts. */
  readonly code: string;
  readonly message: string;
  /** What to run or do next; null when there is nothing to say. */
  readonly hint: string | null;
}

export const failureOf = (error: unknown): { readonly failure: Failure; readonly exit: number } => {
  if (error instanceof OpenSessionError)
    return { failure: { code: error.code, message: error.message, hint: error.hint ?? null }, exit: error.exitCode };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    failure: { code: 'bug', message: `this is a bug in opensession: ${message}`, hint: BUG_HINT },
    exit: EXIT.bug,
  };
};

const BUG_HINT = 'run the same command with --verbose for the stack trace';

/** `opensession: message`, the hint on a line of its own; with `verbose` the chain of causes and the stack. */
export const failureText = (failure: Failure, error: unknown, verbose: boolean): string =>
  [
    `opensession: ${failure.message} [${failure.code}]`,
    ...(failure.hint === null ? [] : [`hint: ${failure.hint}`]),
    ...(verbose ? causes(error) : []),
  ].join('\n');

/** At most ten, so that an error which is its own cause ends. */
const causes = (error: unknown): readonly string[] => {
  const lines: string[] = [];
  for (let here = error; here instanceof Error && lines.length < 10; here = here.cause)
    lines.push(here.stack ?? here.message);
  return lines;
};
