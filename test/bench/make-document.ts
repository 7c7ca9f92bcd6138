/**
 * Large logs that are one document each: the messages of a session of the conformance corpus again and again, with ids
 * of their own, and with answers and outputs as long as those of logs of lines.
 */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { VARIANTS, withBodies } from './make-log.ts';

const LOGS = join(import.meta.dirname, '../fixtures/logs');

const DOCUMENTS = {
  gemini: 'gemini/document/session-2026-01-05T09-00-0a1b2c3d.json',
  amp: 'amp/tools-and-failures/input.json',
  cline: 'cline/session/1772704800000_abcde/1772704800000_abcde.messages.json',
  'cline-api': 'cline/task/tasks/1741168800000/api_conversation_history.json',
  'cline-ui': 'cline/task/tasks/1741168800000/ui_messages.json',
} as const;

export type DocumentKind = keyof typeof DOCUMENTS;

/** Writes at least `bytes` bytes. */
export const makeDocument = (kind: DocumentKind, path: string, bytes: number): void => {
  const document = JSON.parse(readFileSync(join(LOGS, DOCUMENTS[kind]), 'utf8')) as
    | readonly object[]
    | { readonly messages: readonly object[] };
  const messages = 'messages' in document ? document.messages : document;
  const [head, tail] = 'messages' in document ? around(document) : ['[', ']'];
  const variants = Array.from({ length: VARIANTS }, (_, variant) =>
    messages.map((message) => {
      const line = JSON.stringify(message);
      return isSaid(line) ? line : withBodies(line, variant);
    }),
  );
  const handle = openSync(path, 'w');
  try {
    let written = writeSync(handle, head);
    for (let turn = 0; written < bytes; turn++) {
      const lines = (variants[turn % VARIANTS] ?? []).map((line) => renamed(line, turn));
      written += writeSync(handle, `${turn === 0 ? '' : ',\n'}${lines.join(',\n')}`);
    }
    writeSync(handle, tail);
  } finally {
    closeSync(handle);
  }
};

/** What stands before and behind the messages. */
const around = (document: object): readonly [string, string] => {
  const [head = '', tail = ''] = JSON.stringify({ ...document, messages: ['@'] }).split('"@"');
  return [head, tail];
};

/** By a person, which stays as it is. */
const isSaid = (line: string): boolean => /"(?:role|type)":"user"/.test(line) && !line.includes('"tool_result"');

const renamed = (line: string, turn: number): string => {
  const mark = turn.toString(16).padStart(6, '0');
  return line
    .replaceAll(/"(id|tool_use_id|toolUseID)":"/g, (_, key: string) => `"${key}":"${mark}-`)
    .replaceAll(/"messageId":(\d+)/g, (_, number: string) => `"messageId":${turn * 100 + Number(number)}`);
};
