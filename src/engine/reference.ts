import { OpenSessionError } from '../domain/errors.ts';

/** `nth`: the newest session of an agent (0), or the one so many before it. `id`: an id or a prefix of one. */
export type Reference = { readonly kind: 'nth'; readonly back: number } | { readonly kind: 'id'; readonly id: string };

/** `HEAD`, `HEAD~N` and the older tool's `HEAD^N`, in any case; else an id. @throws invalid_reference */
export const parseReference = (text: string): Reference => {
  const match = /^head(?:[~^](\d{1,6}))?$/i.exec(text);
  if (match !== null) return { kind: 'nth', back: Number(match[1] ?? 0) };
  if (/^head[~^]/i.test(text) || text.trim() === '') {
    throw new OpenSessionError(
      'invalid_reference',
      `expected HEAD, HEAD~N, a session id, a unique prefix of one, or a path, found ${JSON.stringify(text)}`,
    );
  }
  return { kind: 'id', id: text.trim() };
};

/** A count for --last: N or HEAD~N (a count too, as the older tool documents it), 1 to 999999. @throws invalid_reference */
export const parseLast = (text: string): number => {
  const trimmed = text.trim();
  if (trimmed === '' || /^head$/i.test(trimmed)) return 1;
  const count = Number(/^(?:head~)?(\d{1,6})$/i.exec(trimmed)?.[1] ?? 0);
  if (count >= 1) return count;
  throw new OpenSessionError(
    'invalid_reference',
    `expected --last with N or HEAD~N, N at least 1, found ${JSON.stringify(text)}`,
  );
};
