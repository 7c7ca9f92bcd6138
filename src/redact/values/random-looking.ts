/** Whether a value looks made by a machine: what it is asked of stands in a sentence, and nothing else tells it from a word. */

/** `SessionStoreV2Manager` has five in 21 characters, what is random has one for every two or three. */
const PIECE = /[A-Z]?[a-z]+|[A-Z]+|\d+|[^A-Za-z0-9]+/g;
const MAX_MEAN_PIECE = 3.5;
const SHORTEST = 16;

/** Letters and digits that change their kind all the time. */
export const looksRandom = (value: string, shortest = SHORTEST): boolean =>
  value.length >= shortest &&
  /[A-Za-z]/.test(value) &&
  /\d/.test(value) &&
  value.length <= MAX_MEAN_PIECE * (value.match(PIECE)?.length ?? 1) &&
  !isHyphenated(value) &&
  !isHash(value);

/**
 * A password is shorter: `Tr0ub4dor&3` has a sign between letters and digits, where what is only joined by dots, dashes or
 * slashes has none; or one piece is hardly longer than a character.
 */
export const looksChosen = (value: string): boolean =>
  /[A-Za-z]/.test(value) && /\d/.test(value) && (hasSignInside(value) || isDense(value));

const hasSignInside = (value: string): boolean => value.length >= 8 && /[A-Za-z0-9][!$%^&*]+[A-Za-z0-9]/.test(value);

const isDense = (value: string): boolean =>
  value.length >= 10 &&
  value.length <= 1.8 * (value.match(PIECE)?.length ?? 1) &&
  (value.match(/\d+/g)?.length ?? 0) > 1 &&
  !isHyphenated(value) &&
  !isHash(value);

/** `per-project-v2`, `MIT-2.0-or-later`, `JWT-HS256-signed-1`, a version, a date. */
export const isHyphenated = (value: string): boolean => {
  const parts = value.split(/[-_.:+]/);
  return parts.length > 1 && parts.every((part) => /^\d{0,14}[A-Za-z]{0,24}\d{0,5}$/.test(part));
};

/** Names of commits and of contents, and UUIDs. */
export const isHash = (value: string): boolean =>
  /^(?:[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(value);
