import { secretAt } from '../values/option-value.ts';
import { type Reach, reachIn } from '../reach.ts';
import { isPlaceholder } from '../values/placeholder.ts';
import type { Match, RedactionRule } from '../rule.ts';
import { blockHead, blockValues } from '../tables/yaml-block.ts';

/** Everything that a Secret of Kubernetes holds, whatever it is called there: in YAML, in JSON, and in what kubectl prints. */
export const clusterSecret: RedactionRule = { id: 'cluster-secret', secret: true, contextual: true, find };

const KIND = /(?<![A-Za-z])kind\\{0,3}["']?: {0,4}\\{0,3}["']?Secret\\{0,3}["']?(?=[\s,}]|\\n|$)/g;
/** What a document may hold before and behind what it says to be, long values aside. */
const NEAR = 16 * 1024;
/** Also of the text (redact-texts.ts), and of what a page quotes. Lines may be numbered, or compared. */
const NEXT_DOCUMENT =
  // oxlint-disable-next-line no-control-regex
  /\u0000|(?:^|\n)(?:[ \t]{0,8}\d{1,7}(?:→|\t)|[+-])?(?:---[ \t]*(?:\n|$)|[ \t]{0,8}(?:```|~~~))/;
const BLOCK = blockHead('data|stringData');
const OBJECT = /\\{0,3}"(?:data|stringData)\\{0,3}" ?: ?\{/g;
/** Lines may be numbered, or compared. */
const MEMBER = /(?:[\s,+]|\d{1,7}[→\t]){0,200}\\{0,3}"[\w.-]{1,253}\\{0,3}"\s{0,8}:\s{0,8}(?<escape>\\{0,3})"/y;

function* find(text: string): Generator<Match> {
  let done = 0;
  let reach: Reach | undefined;
  for (const { 0: kind, index } of text.matchAll(KIND)) {
    if (index < done) continue;
    const near = (reach ??= reachIn(text));
    const [from, to] = documentAround(text, {
      from: Math.max(done, near.back(index, NEAR)),
      at: index + kind.length,
      end: near.ahead(index + kind.length, NEAR),
    });
    const document = text.slice(from, to);
    done = to;
    const matches = [...inBlocks(document), ...inObjects(document)].sort((a, b) => a.start - b.start);
    for (const match of matches) yield { ...match, start: from + match.start, end: from + match.end };
  }
}

const documentAround = (
  text: string,
  { from, at, end: last }: { readonly from: number; readonly at: number; readonly end: number },
): readonly [from: number, to: number] => {
  const above = [...text.slice(from, at).matchAll(new RegExp(NEXT_DOCUMENT, 'g'))].at(-1);
  const below = text.slice(at, last);
  const end = below.search(NEXT_DOCUMENT);
  return [above === undefined ? from : from + above.index + above[0].length, at + (end === -1 ? below.length : end)];
};

function* inBlocks(document: string): Generator<Match> {
  let done = 0;
  for (const { 0: head, index, groups } of document.matchAll(BLOCK)) {
    if (index < done) continue;
    for (const { start, value, inner } of blockValues(document, index + head.length, groups?.['indent']?.length ?? 0)) {
      done = start + value.length;
      // several words of a file are no secret wherever else they stand
      if (canBeHeld(value)) yield { ...secretAt(start, value), values: inner && /\s/.test(value) ? [] : [value] };
    }
  }
}

function* inObjects(document: string): Generator<Match> {
  for (const { 0: head, index } of document.matchAll(OBJECT)) {
    MEMBER.lastIndex = index + head.length;
    for (let member = MEMBER.exec(document); member !== null; member = MEMBER.exec(document)) {
      const start = MEMBER.lastIndex;
      const end = endOfString(document, start, `${member.groups?.['escape'] ?? ''}"`);
      const value = document.slice(start, end);
      if (end === -1 || value.includes('\n')) break;
      if (canBeHeld(value)) yield secretAt(start, value);
      MEMBER.lastIndex = document.indexOf('"', end) + 1;
    }
  }
}

/** -1: it has none. Such a string may be too long for a pattern. */
const endOfString = (text: string, from: number, quote: string): number => {
  let end = text.indexOf(quote, from);
  while (end !== -1 && /(?<!\\)\\(?:\\\\){0,8}$/.test(text.slice(Math.max(from, end - 20), end))) {
    end = text.indexOf(quote, end + 1);
  }
  return end;
};

/** A file of JSON begins as some templates do. */
const canBeHeld = (value: string): boolean =>
  value.length > 3 && !value.includes('{{') && (/^\{\s*\\*"/.test(value) || !isPlaceholder(value));
