import { kill } from 'node:process';

/** Whether a process runs on this machine. Signal 0 only asks; a process of somebody else is alive as well. */
export const isAlive = (pid: number): boolean => {
  try {
    return Number.isSafeInteger(pid) && pid > 0 && kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};
