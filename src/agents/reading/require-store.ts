import { OpenSessionError } from '../../domain/errors.ts';
import type { LogReader } from '../log-reader.ts';

/**
 * A file that lies where an agent has its database, holds bytes and is none, is one that was damaged; SQLite takes one
 * without bytes for a database without tables. @throws log_broken, not_readable
 */
export const requireStore = (path: string, logs: LogReader): void => {
  const stat = logs.stat(path);
  if (stat?.kind !== 'file' || stat.size === 0 || logs.tables(path) !== undefined) return;
  throw new OpenSessionError('log_broken', `expected a SQLite database in ${path}, found something else`);
};
