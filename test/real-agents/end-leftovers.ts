import { readdirSync, readFileSync } from 'node:fs';

/**
 * Ends what an agent left running (Cline starts a daemon in a session of its own): the processes whose HOME is the
 * private one of this run, which nobody else can have. On systems without /proc there is nothing to look at.
 */
export const endLeftovers = (home: string): void => {
  for (const pid of processIds()) {
    if (variablesOf(pid).includes(`HOME=${home}`)) end(pid);
  }
};

const processIds = (): readonly number[] => {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 1 && pid !== process.pid);
  } catch {
    return []; // no /proc here
  }
};

const variablesOf = (pid: number): readonly string[] => {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return []; // ended meanwhile, or another user's
  }
};

const end = (pid: number): void => {
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // ended meanwhile
  }
};
