/** Below `/proc/self`, `cwd/a` is `a` and `root/a` is `/a`. */
export const throughProc = (path: string): string =>
  path.replace(/^\/proc\/(?:self|thread-self)\/(?:cwd(?=\/|$)|root(?=\/))/, (link) =>
    link.endsWith('cwd') ? '.' : '',
  );

/** A device, or the kernel's own; below `/dev/shm` lie files. */
export const isSpecial = (path: string): boolean => /^\/(?:dev\/(?!shm\/)|proc\/)/.test(throughProc(path));
