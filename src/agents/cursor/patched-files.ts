import { ATTR } from '../../domain/event-attributes.ts';
import type { EventType } from '../../domain/session.ts';

/** One file that a patch changes: its event, and what is known beside it. */
export interface PatchedFile {
  readonly type: EventType;
  readonly facts: { readonly [key: string]: unknown };
}

const HEADER = /^\*\*\* (Add|Update|Delete) File: (\S.{0,4095})$/;
const MOVE = /^\*\*\* Move to: (\S.{0,4095})$/;
const MAX_FILES = 10_000;

interface Part {
  readonly kind: string;
  readonly path: string;
  to: string | undefined;
  added: number;
  removed: number;
}

/** The files of an `ApplyPatch`: `*** Add File: …`, `*** Update File: …`, `*** Move to: …`, `*** Delete File: …`. */
export const patchedFiles = (patch: string, absolute: (path: string) => string): readonly PatchedFile[] => {
  const parts: Part[] = [];
  for (const raw of patch.split('\n')) {
    const line = raw.trimEnd();
    const [, kind, path] = HEADER.exec(line) ?? [];
    const last = parts.at(-1);
    if (kind !== undefined && path !== undefined) {
      if (parts.length === MAX_FILES) break;
      parts.push({ kind, path, to: undefined, added: 0, removed: 0 });
    } else if (last !== undefined) take(last, line);
  }
  return parts.map((part) => patched(part, absolute));
};

const take = (part: Part, line: string): void => {
  const to = MOVE.exec(line)?.[1];
  if (to !== undefined) part.to = to;
  else if (line.startsWith('+')) part.added++;
  else if (line.startsWith('-')) part.removed++;
};

const patched = (part: Part, absolute: (path: string) => string): PatchedFile => {
  const path = absolute(part.path);
  if (part.kind === 'Delete') return { type: { type: 'FileDelete', data: { path } }, facts: {} };
  const counts = { [ATTR.linesAdded]: part.added, [ATTR.linesRemoved]: part.removed };
  // an added file may have been there before
  if (part.kind === 'Add')
    return { type: { type: 'FileCreate', data: { path } }, facts: { ...counts, [ATTR.fileBefore]: 'unknown' } };
  const to = part.to === undefined ? path : absolute(part.to);
  return {
    type: { type: 'FileEdit', data: { path: to } },
    facts: { ...counts, [ATTR.fileBefore]: 'update', [ATTR.renamedFrom]: to === path ? undefined : path },
  };
};
