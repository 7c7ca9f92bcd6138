/** Whether a name is that of a file rather than a directory: names without a dot are none, but for those known everywhere. */
export const looksLikeFile = (path: string): boolean => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.includes('.') || KNOWN.test(name);
};

/** `LICENSE`, `Makefile` and the like. */
const KNOWN = /^(?:[A-Z][A-Z_-]+|(?:Make|Docker|Just|just|Proc|Gem|Rake|Brew|Jenkins|Vagrant|Pip)file)$/;
