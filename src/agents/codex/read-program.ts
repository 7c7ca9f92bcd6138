import { emitChanges } from './emit-changes.ts';
import { programCalls } from './program-calls.ts';
import { changesIn, emitCommand, inDir } from './read-call.ts';
import type { RolloutRecord } from './rollout-record.ts';
import type { Call, RolloutState } from './rollout-state.ts';

/** Commands and files that records told while a program ran; what comes after is not remembered. */
const MAX_TOLD = 1000;

/** A record tells of a command, or a file that was changed, of a program that runs: it is not told again from its text. */
export const noteTold = (state: RolloutState, what: string): void => {
  for (const { program } of state.calls.values())
    if (program !== undefined && program.told.size < MAX_TOLD) program.told.add(what);
};

/**
 * What a program did by its text alone: commands, whose exit status the log does not hold, and patches, which count as
 * made. Whether a program came so far is not known; a claim too many is the safe side.
 */
export const emitProgram = (
  state: RolloutState,
  record: RolloutRecord,
  { id, call: { program } }: { readonly id: string; readonly call: Call },
): void => {
  if (program === undefined) return;
  const { commands, patches } = programCalls(program.text);
  for (const [index, { command, cwd }] of commands.entries()) {
    if (program.told.has(command)) continue;
    const dir = cwd === undefined ? program.cwd : inDir(program.cwd, cwd);
    emitCommand(state, record, { id: `${id}#${index + 1}`, name: 'exec_command', command, cwd: dir });
  }
  for (const patch of patches) {
    const changes = changesIn(patch, program.cwd)();
    if (changes.some(({ path }) => !program.told.has(path))) emitChanges(state, record, { changes, done: true });
  }
};
