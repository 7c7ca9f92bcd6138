import { OpenSessionError } from '../../domain/errors.ts';
import type { LogReader } from '../log-reader.ts';

/**
 * A file that lies where an agent has its database, holds bytes and is none, is one that was damaged, or that somebody
 * packed; SQLite takes one without bytes for a database without tables. @throws log_broken, log_unrecognised, not_readable
 */
export const requireStore = (path: string, logs: LogReader): void => {
  const stat = logs.stat(path);
  if (stat?.kind !== 'file' || stat.size === 0 || logs.tables(path) !== undefined) return;
  if (PACKED.test(path))
    throw new OpenSessionError('log_unrecognised', `logs of this agent are read unpacked, found ${path}`, {
      hint: 'unpack it, and name what comes out',
    });
  throw new OpenSessionError('log_broken', `expected a SQLite database in ${path}, found something else`);
};

const PACKED = /\.(?:gz|zst)$/;
