import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Of the processes that a Linux itself starts with (PROC_PID_INIT_INO). */
const OUTERMOST = 'pid:[4026531836]';
/** 32 hexadecimal digits that no other machine has (machine-id(5)), the same after a restart. */
const MACHINE_ID = '/etc/machine-id';

/**
 * Among what the id of a process is one: a machine, and in a container its own processes. A container may have the name of
 * its host, as with `--network=host`, and two machines that share a file system may have one name: who took the other's
 * processes for gone would take its locks and directories away.
 */
export const hostHere = (machineId = MACHINE_ID): string => {
  const space = textOr(OUTERMOST, () => readlinkSync('/proc/self/ns/pid'));
  const among = space === OUTERMOST ? '' : space.replace(/\D/g, '');
  const apart = [machineOf(textOr('', () => readFileSync(machineId, 'utf8')).trim()), among].filter(Boolean).join('.');
  return apart === '' ? hostname() : `${apart}@${hostname()}`;
};

/** Its quarters in one: the id itself is nobody's affair, and a hash of it would cost each command the loading of one. */
const machineOf = (id: string): string => {
  if (!/^[0-9a-f]{32}$/.test(id)) return '';
  const quarters = [0, 8, 16, 24].map((at) => Number.parseInt(id.slice(at, at + 8), 16));
  return (quarters.reduce((one, other) => one ^ other) >>> 0).toString(16);
};

/** No Linux, or none that tells. */
const textOr = (otherwise: string, read: () => string): string => {
  try {
    return read();
  } catch {
    return otherwise;
  }
};
