import { type ErrorCode, OpenSessionError } from '../domain/errors.ts';

/** What Node itself could not write, told as when git could not; other errors as they are. @param where a path that is told */
export const toFileError = (where: string, error: unknown): unknown => {
  const code = CODES[(error as NodeJS.ErrnoException | null)?.code ?? ''];
  if (error instanceof OpenSessionError || code === undefined) return error;
  return new OpenSessionError(code, `cannot write in ${where}: ${(error as Error).message}`, {
    cause: error,
    ...(code === 'read_only' ? { hint: 'see that you may write there: it may belong to another user' } : {}),
  });
};

const CODES: { readonly [errno: string]: ErrorCode } = {
  ENOSPC: 'no_space',
  EDQUOT: 'no_space',
  EFBIG: 'no_space',
  EROFS: 'read_only',
  EACCES: 'read_only',
  EPERM: 'read_only',
  // a file is in the way of a directory
  EEXIST: 'read_only',
  ENOTDIR: 'read_only',
};

/** The same, of work that ends at once. @throws no_space, read_only */
export const inDirectory = <T>(where: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw toFileError(where, error);
  }
};
