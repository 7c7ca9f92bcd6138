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
  const reason = '; …';
  const exit = exitOf(statements[end]);
  if (exit === undefined) {
    const last = statements.length - 1;
    return { index: last, member: undefined, rescued: false, last, between: 'never', reason };
  }
  const status = exit.args[0]?.type === 'Word' ? plainStatus(exit.args[0].value) : '$?';
  const name = /^\$\{?([A-Za-z_]\w*)\}?$/.exec(status)?.[1];
  const saved = name === undefined ? undefined : savedStatus(statements.slice(0, end), name);
  const text = name === undefined ? status : (saved?.text ?? '');
  const rescued = saved?.rescued === true;
  const origin = (saved?.at ?? end) - (rescued ? 0 : 1);
  const member = /^\$\{PIPESTATUS\[(\d{1,2})\]\}$/.exec(text)?.[1];
  const known = text === '$?' || member !== undefined;
  const index = known && statements[origin]?.background !== true ? origin : -1;
  return {
    index,
    member: member === undefined ? undefined : Number(member),
    rescued,
    last: end,
    between: endingAmong(statements.slice(index + 1, end)),
    reason: reasonOf(index, status),
  };
};

const reasonOf = (index: number, status: string): string => (index === -1 ? `exit ${status}` : '; …');

const exitOf = (statement: Statement | undefined): Command | undefined => {
  const command = statement?.command;
  return command?.type === 'Command' && command.name?.value === 'exit' ? command : undefined;
};
