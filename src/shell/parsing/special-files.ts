import { joinDirectory } from './directories.ts';

/** Below `/proc/self`, `cwd/a` is `a`; `root/a` is `/a` for any process. */
export const throughProc = (path: string): string =>
  path.replace(/^\/proc\/(?:(?:self|thread-self)\/cwd(?=\/|$)|[^/]+\/root(?=\/))/, (link) =>
    link.endsWith('cwd') ? '.' : '',
  );

/** A device, or the kernel's own; below `/dev/shm` lie files, and below the directory of a process. */
export const isSpecial = (path: string): boolean => SPECIAL.test(joinDirectory('', throughProc(path)));

const SPECIAL = /^\/(?:dev\/(?!shm\/)|proc\/(?![^/]+\/cwd\/))/;
