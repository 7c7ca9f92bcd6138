import { optionValueAt, secretAt } from './option-value.ts';
import { isPlaceholder } from './placeholder.ts';
import type { Match, RedactionRule } from '../rule.ts';

/** Everything that a Secret of Kubernetes holds, whatever it is called there: in YAML, in JSON, and in what kubectl prints. */
export const clusterSecret: RedactionRule = { id: 'cluster-secret', secret: true, contextual: true, find };

const KIND = /(?<![A-Za-z])kind["']?: {0,4}["']?Secret["']?(?=[\s,}]|\\n|$)/g;
/** What a document may hold before and behind what it says to be. */
const NEAR = 16 * 1024;
const NEXT_DOCUMENT = /(?:^|\n)---[ \t]*(?:\n|$)/;
/** Lines may be numbered, or compared. */
const BEFORE = String.raw`(?<before>(?:[ \t]{0,8}\d{1,7}(?:→|\t)|[+-])?)`;
const BLOCK = new RegExp(String.raw`^${BEFORE}(?<indent>[ ]{0,20})(?:data|stringData):[ \t]*$`, 'gm');
const ENTRY = new RegExp(String.raw`^${BEFORE}(?<indent>[ ]{1,40})[\w.-]{1,253}:[ ]{1,8}(?=\S)`);
const OBJECT = /"(?:data|stringData)"[ ]?:[ ]?\{(?<members>[^{}]{0,16384})\}/g;
const MEMBER = /"[\w.-]{1,253}"[ ]?:[ ]?(?=")/g;

function* find(text: string): Generator<Match> {
  let done = 0;
  for (const { 0: kind, index } of text.matchAll(KIND)) {
    if (index < done) continue;
    const [from, to] = documentAround(text, Math.max(done, index - NEAR), index + kind.length);
    const document = text.slice(from, to);
    done = to;
    const matches = [...inBlocks(document), ...inObjects(document)].sort((a, b) => a.start - b.start);
    for (const { start, value } of matches) yield secretAt(from + start, value);
  }
}

const documentAround = (text: string, from: number, at: number): readonly [from: number, to: number] => {
  const above = text.slice(from, at);
  const below = text.slice(at, at + NEAR);
  const borders = [...above.matchAll(new RegExp(NEXT_DOCUMENT, 'g'))];
  const last = borders.at(-1);
  const end = below.search(NEXT_DOCUMENT);
  const start = last === undefined ? from : from + last.index + last[0].length;
  return [Math.max(start, from + above.lastIndexOf('\u0000') + 1), at + (end === -1 ? below.length : end)];
};

interface Value {
  readonly start: number;
  readonly value: string;
}

function* inBlocks(document: string): Generator<Value> {
  for (const { 0: head, index, groups } of document.matchAll(BLOCK)) {
    const indent = groups?.['indent']?.length ?? 0;
    let start = index + head.length + 1;
    while (start < document.length) {
      const end = document.indexOf('\n', start);
      const line = document.slice(start, end === -1 ? undefined : end);
      const entry = ENTRY.exec(line);
      if (entry === null || (entry.groups?.['indent']?.length ?? 0) <= indent) break;
      yield* valueAt(document, start + entry[0].length);
      start += line.length + 1;
    }
  }
}

function* inObjects(document: string): Generator<Value> {
  for (const { 0: object, index, groups } of document.matchAll(OBJECT)) {
    const members = groups?.['members'] ?? '';
    const start = index + object.length - 1 - members.length;
    for (const { 0: member, index: at } of members.matchAll(MEMBER)) {
      yield* valueAt(document, start + at + member.length);
    }
  }
}

function* valueAt(document: string, at: number): Generator<Value> {
  const given = optionValueAt(document, at);
  if (given !== undefined && given.value.length > 3 && !isPlaceholder(given.value)) yield given;
}
