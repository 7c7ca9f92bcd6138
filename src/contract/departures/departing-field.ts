/** How fields of a handoff depart from what its session makes: each is made ready once for the session. Pure. */
import { canonicalJson } from '../../domain/canonical.ts';
import { asArray, asString, at, field } from '../../domain/json.ts';
import { MARKER_START } from '../../domain/redaction-marker.ts';
import { endingIn } from './ending-in.ts';

export interface Field {
  readonly name: string;
  /** Whether a handoff departs from what the session makes. */
  readonly against: (derived: unknown, beside: BesideHandoff) => (handoff: unknown) => boolean;
}

/** What a session did to files that the handoff made of it does not name: the trees do. */
export interface BesideHandoff {
  /** Paths that it wrote and took away again. */
  readonly scratch: ReadonlySet<string>;
  /** Where a file may stand after what it took away or moved as a whole; null: it is none of that. */
  readonly placesOf: (path: string) => readonly string[] | null;
}

export const NOTHING_BESIDE: BesideHandoff = { scratch: new Set(), placesOf: () => null };

/** As JSON. Which rule found a secret first is not told: a whole session is redacted in another order than its handoff. */
export const written = (value: unknown): string => canonicalJson(value).replace(MARKER, MARKER_START);

export const isRedacted = (value: unknown): boolean => canonicalJson(value).search(MARKER) !== -1;

const MARKER = /\[REDACTED:[a-z0-9-]{1,60}\]/g;

export const valueAt = (handoff: unknown, path: string): unknown => at(handoff, ...path.split('.')) ?? null;

export const same = (name: string): Field => ({
  name,
  against: (derived) => {
    const there = written(valueAt(derived, name));
    return (handoff) => written(valueAt(handoff, name)) !== there;
  },
});

/** Items of a list, each with these of its keys; none: the item itself. */
const itemsOf = (of: unknown, name: string, keys: readonly string[]): readonly string[] =>
  asArray(valueAt(of, name)).map((item) =>
    written(keys.length === 0 ? item : keys.map((key) => field(item, key) ?? null)),
  );

/** Each item of the handoff stands among the session's. */
export const within = (name: string, ...keys: readonly string[]): Field => ({
  name,
  against: (derived) => {
    const known = new Set(itemsOf(derived, name, keys));
    return (handoff) => itemsOf(handoff, name, keys).some((item) => !known.has(item));
  },
});

/** The same items, in any order. */
export const alike = (name: string, ...keys: readonly string[]): Field => {
  const sorted = (of: unknown): string => written(itemsOf(of, name, keys).toSorted());
  return {
    name,
    against: (derived) => {
      const there = sorted(derived);
      return (handoff) => sorted(handoff) !== there;
    },
  };
};

/** The same of what is made of a handoff first. */
export const of = (made: (handoff: unknown) => unknown, { name, against }: Field): Field => ({
  name,
  against: (derived, beside) => {
    const departs = against(made(derived), beside);
    return (handoff) => departs(made(handoff));
  },
});

/** What is only observed is worded by what the repository held. */
export const stated = (handoff: unknown): unknown => ({
  evidence: asArray(field(handoff, 'evidence')).filter((one) => field(one, 'basis') === 'stated'),
});

const observed = (handoff: unknown): readonly unknown[] =>
  asArray(field(handoff, 'evidence')).filter((one) => field(one, 'basis') !== 'stated');

const FILE_CLAIM = /^file [a-z]+: /;

const isOfFile = (one: unknown): boolean => FILE_CLAIM.test(asString(field(one, 'claim')) ?? '');

/** Observed, and no word of it is the repository's. */
export const seen = (handoff: unknown): unknown => ({ evidence: observed(handoff).filter((one) => !isOfFile(one)) });

/** Of files the path alone. */
export const filesSeen: Field = {
  name: 'evidence',
  against: (derived, { scratch, placesOf }) => {
    const isKnown = endingIn([...pathsIn(filesOf(derived)), ...scratch]);
    return (handoff) => {
      const swept = new Set(pathsIn(filesOf(handoff).filter(isSweptBy(placesOf))));
      return !observed(handoff)
        .filter(isOfFile)
        .map((one) => (asString(field(one, 'claim')) ?? '').replace(FILE_CLAIM, ''))
        .every((path) => isKnown(path) || swept.has(path));
    };
  },
};

/**
 * Paths, of which a rename names two. What was written and taken away again is a deletion only where it was there before;
 * and a path that came through a link is known by all of its names.
 */
export const paths: Field = {
  name: 'files_modified',
  against: (derived, { placesOf }) => {
    const isKnown = endingIn(pathsIn(filesOf(derived)));
    const isSwept = isSweptBy(placesOf);
    const isMeant = (file: unknown): boolean => !isDeletion(file) && !isSwept(file);
    return (handoff) => !pathsIn(filesOf(handoff).filter(isMeant)).every(isKnown);
  },
};

/** A deletion of what the session neither names nor made itself was not its own. */
export const deletions: Field = {
  name: 'files_modified',
  against: (derived, { scratch, placesOf }) => {
    const isKnown = endingIn([...pathsIn(filesOf(derived)), ...scratch]);
    const isSwept = isSweptBy(placesOf);
    const isMeant = (file: unknown): boolean => isDeletion(file) && !isSwept(file);
    return (handoff) => !pathsIn(filesOf(handoff).filter(isMeant)).every(isKnown);
  },
};

const filesOf = (handoff: unknown): readonly unknown[] => asArray(field(handoff, 'files_modified'));

/** Gone, or where it can have gone, with what the session took away or moved as a whole. */
const isSweptBy =
  (placesOf: BesideHandoff['placesOf']) =>
  (file: unknown): boolean => {
    const [path, from] = [asString(field(file, 'path')) ?? '', asString(field(file, 'from'))];
    return from === undefined ? isDeletion(file) && placesOf(path) !== null : placesOf(from)?.includes(path) === true;
  };

const isDeletion = (file: unknown): boolean => field(file, 'action') === 'deleted';

const pathsIn = (files: readonly unknown[]): readonly string[] =>
  files.flatMap((file) => ['path', 'from'].flatMap((key) => asString(field(file, key)) ?? []));
