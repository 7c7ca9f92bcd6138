/* oxlint-disable no-restricted-globals -- asked for what Node brings, and for nothing of this process */
/**
 * A hash that is fed piece by piece. Node loads what makes it with the first one: 4 ms, which a command that needs none
 * does not spend, and another spends while git works.
 */
export const createHash = (algorithm: 'sha1' | 'sha256') =>
  process.getBuiltinModule('node:crypto').createHash(algorithm);
