import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Of the processes that a Linux itself starts with (PROC_PID_INIT_INO). */
const OUTERMOST = 'pid:[4026531836]';

/**
 * Among what the id of a process is one: a machine, and in a container its own processes. A container may have the name of
 * its host, as with `--network=host`, and who took the other's processes for gone would take its locks and directories away.
 */
export const hostHere = (): string => {
  const space = spaceOfProcesses();
  return space === OUTERMOST ? hostname() : `${space.replace(/\D/g, '')}@${hostname()}`;
};

const spaceOfProcesses = (): string => {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return OUTERMOST; // no Linux, or none that tells
  }
};
