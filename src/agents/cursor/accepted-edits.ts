import { ATTR } from '../../domain/event-attributes.ts';
import { asArray, asCount, asText, at, field, isObject } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import type { RecordScope, SessionScope } from './session-scope.ts';
import { absolute } from './tool-type.ts';

/** Code blocks of the composer (until 0.45) that the person accepted, as `path version`. */
export type AcceptedBlocks = ReadonlySet<string>;

/** `codeBlockData: {<uri>: [{uri, version, content, status}]}`: only what was accepted went into a file. */
export const acceptedBlocks = (doc: unknown): AcceptedBlocks => {
  const data = field(doc, 'codeBlockData');
  const lists = isObject(data) ? Object.values(data) : [];
  return new Set(
    lists.flatMap(blocksIn).flatMap((block) => {
      const name = field(block, 'status') === 'accepted' ? blockName(block) : undefined;
      return name === undefined ? [] : [name];
    }),
  );
};

/** A list, or an object by id (0.45 and later). */
const blocksIn = (list: unknown): readonly unknown[] => (isObject(list) ? Object.values(list) : asArray(list));

const pathOf = (block: unknown): string | undefined =>
  asText(at(block, 'uri', 'fsPath')) ?? asText(at(block, 'uri', 'path')) ?? asText(at(block, 'uri', 'external'));

const blockName = (block: unknown): string | undefined => {
  const path = pathOf(block);
  const version = asCount(field(block, 'version'));
  return path === undefined || version === undefined ? undefined : `${path} ${version}`;
};

/** The edits that a message proposed and that were accepted. */
export const acceptedEdits = (
  data: unknown,
  accepted: AcceptedBlocks,
  { record, scope }: { readonly record: RecordScope; readonly scope: SessionScope },
): readonly Event[] =>
  asArray(field(data, 'codeBlocks')).flatMap((block) => {
    const path = pathOf(block);
    const name = blockName(block);
    if (path === undefined || name === undefined || !accepted.has(name)) return [];
    return [
      record.event({
        type: { type: 'FileEdit', data: { path: absolute(path, scope.cwd) } },
        attributes: {
          [ATTR.rawType]: 'codeBlocks',
          [ATTR.toolName]: 'composer',
          [ATTR.toolKind]: 'file_write',
          [ATTR.fileBefore]: 'unknown',
        },
      }),
    ];
  });
