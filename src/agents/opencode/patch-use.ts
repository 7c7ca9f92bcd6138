import { ATTR } from '../../domain/event-attributes.ts';
import { asArray, asString, asText, field } from '../../domain/json.ts';
import type { EventType } from '../../domain/session.ts';
import { countsOf } from './file-use.ts';
import { absolute } from './tool-type.ts';
import { inputText, type ToolUse } from './tool-use.ts';

/** One file that a patch changes: its event, and what is known beside it. */
interface PatchedFile {
  readonly type: EventType;
  readonly facts: { readonly [key: string]: unknown };
}

/**
 * The files that `apply_patch` (or `patch`, before 1.1) changed: `metadata.files` of `{filePath, movePath, type, patch,
 * additions, deletions}`, else the headers in the patch itself. An added file may have been there before.
 */
export const patchedFiles = (use: ToolUse, cwd: string | undefined): readonly PatchedFile[] => {
  const listed = asArray(field(use.metadata, 'files')).flatMap((file) => fromMetadata(file, cwd) ?? []);
  return listed.length > 0 ? listed : fromHeaders(inputText(use, 'patchText', 'patch', 'input') ?? '', cwd);
};

const fromMetadata = (file: unknown, cwd: string | undefined): PatchedFile | undefined => {
  const path = asText(field(file, 'filePath'));
  if (path === undefined) return undefined;
  const counts = countsOf(file);
  const diff = asString(field(file, 'patch')) ?? asString(field(file, 'diff'));
  return patched(
    { kind: asText(field(file, 'type')) ?? 'update', path, to: asText(field(file, 'movePath')), diff },
    { cwd, facts: { [ATTR.linesAdded]: counts?.added, [ATTR.linesRemoved]: counts?.removed } },
  );
};

interface Change {
  readonly kind: string;
  readonly path: string;
  readonly to: string | undefined;
  readonly diff: string | undefined;
}

const patched = (change: Change, more: { cwd: string | undefined; facts: PatchedFile['facts'] }): PatchedFile => {
  const path = absolute(change.path, more.cwd);
  if (change.kind === 'delete') return { type: { type: 'FileDelete', data: { path } }, facts: more.facts };
  if (change.kind === 'add') {
    return { type: { type: 'FileCreate', data: { path } }, facts: { ...more.facts, [ATTR.fileBefore]: 'unknown' } };
  }
  const to = change.to === undefined ? path : absolute(change.to, more.cwd);
  const diff = change.diff === undefined || change.diff === '' ? {} : { diff: change.diff };
  const renamedFrom = to === path ? undefined : path;
  return {
    type: { type: 'FileEdit', data: { path: to, ...diff } },
    facts: { ...more.facts, [ATTR.fileBefore]: 'update', [ATTR.renamedFrom]: renamedFrom },
  };
};

const HEADER = /^\*\*\* (Add|Update|Delete) File: (\S.{0,4095})$/;
const MOVE = /^\*\*\* Move to: (\S.{0,4095})$/;

const fromHeaders = (text: string, cwd: string | undefined): readonly PatchedFile[] => {
  const changes: { kind: string; path: string; to: string | undefined; diff: undefined }[] = [];
  for (const line of text.split('\n')) {
    const [, kind, path] = HEADER.exec(line.trimEnd()) ?? [];
    const last = changes.at(-1);
    const to = MOVE.exec(line.trimEnd())?.[1];
    if (kind !== undefined && path !== undefined)
      changes.push({ kind: kind.toLowerCase(), path, to: undefined, diff: undefined });
    else if (to !== undefined && last !== undefined) last.to = to;
  }
  return changes.map((change) => patched(change, { cwd, facts: {} }));
};
