/** What is gathered on one work package while the session is read. Changed in place by its track alone. */
import type { PackageFact, Seen } from '../facts.ts';
import { createDistinct } from '../distinct.ts';
import type { FirstLast } from '../first-last.ts';

/** Events from `from` up to but not with `to`; still open when `to` is absent. */
export interface Span {
  readonly from: number;
  to?: number;
}

export interface PackageTrack {
  id: string;
  readonly origin: PackageFact['origin'];
  title: string;
  status: PackageFact['status'];
  first: Seen | null;
  completed: Seen | null;
  outcome: string | undefined;
  depends_on: readonly string[];
  readonly spans: Span[];
  readonly commands: FirstLast<string>;
  readonly files: Set<string>;
}

const MOST_SPANS = 200;
const MOST_FILES = 500;

export const createTrack = (id: string, origin: PackageFact['origin'], title: string): PackageTrack => ({
  id,
  origin,
  title,
  status: 'pending',
  first: null,
  completed: null,
  outcome: undefined,
  depends_on: [],
  spans: [],
  commands: createDistinct(10, 10),
  files: new Set(),
});

export const openSpan = (track: PackageTrack, from: number): void => {
  const last = track.spans.at(-1);
  if (last !== undefined && last.to === undefined) return;
  // past the bound the last span is lengthened rather than another one kept
  if (track.spans.length >= MOST_SPANS && last !== undefined) delete last.to;
  else track.spans.push({ from });
};

export const closeSpan = (track: PackageTrack, to: number): void => {
  const last = track.spans.at(-1);
  if (last !== undefined) last.to ??= to;
};

export const covers = (track: PackageTrack, index: number): boolean =>
  track.spans.some(({ from, to }) => index >= from && (to === undefined || index < to));

export const addFile = (track: PackageTrack, path: string): void => {
  if (track.files.size < MOST_FILES) track.files.add(path);
};

export const factOf = (track: PackageTrack): PackageFact => ({
  id: track.id,
  origin: track.origin,
  title: track.title,
  status: track.status,
  first: track.first,
  completed: track.completed,
  ...(track.outcome === undefined ? {} : { outcome: track.outcome }),
  depends_on: track.depends_on,
  files: [...track.files].sort(),
  commands: track.commands.done().items,
});
