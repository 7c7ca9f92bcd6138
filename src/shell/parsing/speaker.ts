import type { Command, Statement } from 'unbash';
import { type Ending, endingAmong } from './hazards.ts';
import { plainStatus, savedStatus } from './saved-status.ts';

/** Which statement's status a list ends with. */
export interface Speaker {
  /** -1: none of them. */
  readonly index: number;
  /** Of a pipe: which command of it (`${PIPESTATUS[n]}`); undefined: the pipe as bash sees it. */
  readonly member: number | undefined;
  /** Of `a || rc=$?`: what stands before the last `||`. */
  readonly rescued: boolean;
  /** Statements after this one are never reached. */
  readonly last: number;
  /** What the statements between it and the last may do to the shell. */
  readonly between: Ending;
  /** Why the others' statuses are lost. */
  readonly reason: string;
}

/** The last statement speaks, unless an unconditional `exit` names another: `exit $?`, `rc=$?; …; exit $rc`, `exit 0`. */
export const speakerOf = (statements: readonly Statement[]): Speaker => {
  const end = statements.findIndex((statement) => exitOf(statement) !== undefined);
  const exit = exitOf(statements[end]);
  if (exit === undefined) {
    const last = statements.length - 1;
    return { index: last, member: undefined, rescued: false, last, between: 'never', reason: '; …' };
  }
  return namedBy(exit, statements.slice(0, end));
};

const namedBy = (exit: Command, before: readonly Statement[]): Speaker => {
  const status = exit.args[0]?.type === 'Word' ? plainStatus(exit.args[0].value) : '$?';
  const { origin, text, rescued } = originOf(status, before);
  const member = /^\$\{PIPESTATUS\[(\d{1,2})\]\}$/.exec(text)?.[1];
  const known = text === '$?' || member !== undefined;
  const index = known && before[origin]?.background !== true ? origin : -1;
  return {
    index,
    member: member === undefined ? undefined : Number(member),
    rescued,
    last: before.length,
    between: endingAmong(before.slice(index + 1)),
    reason: reasonOf(index, status),
  };
};

/** Which statement gave the status that is named: directly, or by way of a variable. */
const originOf = (
  status: string,
  before: readonly Statement[],
): { readonly origin: number; readonly text: string; readonly rescued: boolean } => {
  const name = /^\$\{?([A-Za-z_]\w*)\}?$/.exec(status)?.[1];
  if (name === undefined) return { origin: before.length - 1, text: status, rescued: false };
  const saved = savedStatus(before, name);
  if (saved === undefined) return { origin: -1, text: '', rescued: false };
  return { origin: saved.rescued ? saved.at : saved.at - 1, text: saved.text, rescued: saved.rescued };
};

const reasonOf = (index: number, status: string): string => (index === -1 ? `exit ${status}` : '; …');

const exitOf = (statement: Statement | undefined): Command | undefined => {
  const command = statement?.command;
  return command?.type === 'Command' && command.name?.value === 'exit' ? command : undefined;
};
