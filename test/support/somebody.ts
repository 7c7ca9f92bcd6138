/** A line of allowed signers: the principal `ci`, with a key whose private half nobody has. */
export const SOMEBODY = `ci ssh-ed25519 ${Buffer.concat([
  Buffer.from('\0\0\0\x0bssh-ed25519\0\0\0\x20', 'latin1'),
  Buffer.alloc(32, 1),
]).toString('base64')}\n`;
