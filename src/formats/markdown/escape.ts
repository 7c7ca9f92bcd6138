/**
 * Foreign text inside Markdown, so that it shows as it was written and does nothing: no markup, HTML, link, image,
 * table or heading, and none of what forges make of plain words (mentions, issue and commit references, emoji names,
 * math). Backslashes stop the former; the latter is looked for in the rendered page, so such words become code, where
 * forges do not look. Sources: CommonMark 0.31, GitHub Flavored Markdown 0.29, GitHub's and GitLab's reference pages.
 */
import { showInvisible } from '../visible.ts';

/** Prose on one line, for a paragraph, a list item or a heading. */
export const inline = (text: string): string => {
  const line = showInvisible(text.trim().replace(/\s+/g, ' '));
  const { label = '', command } = LABELLED.exec(line)?.groups ?? {};
  if (command !== undefined && isCommand(command)) {
    return joined([
      { kind: 'prose', text: label },
      { kind: 'code', text: command },
    ]);
  }
  return joined([...spansIn(line)]);
};

/** What the text itself has as code: between runs of backticks that are as long, the second the next one. */
const SPAN = /(?<!`)(?<ticks>`+)(?!`)(?<code>\s*[^`\s][^`]*)\k<ticks>(?!`)/g;

function* spansIn(line: string): Generator<Piece> {
  let done = 0;
  for (const { 0: found, index, groups } of line.matchAll(SPAN)) {
    yield* piecesOf(line.slice(done, index));
    yield { kind: 'code', text: groups?.['code'] ?? '' };
    done = index + found.length;
  }
  yield* piecesOf(line.slice(done));
}

/** What the handoff itself writes before a check (src/contract/compose): `Unresolved failed check: npm test 2>&1`. */
const LABELLED = /^(?<label>(?:Unresolved failed check|check (?:passed|failed|unknown)): )(?<command>[^\x60]{1,4096})$/;
/** Redirections and operators of a shell, options. */
const SHELL_SIGN = /[<>]&?\d|[ \d]>{1,2} ?[\w/.]| (?:&&|\|\|?) | --?[a-z]/;

/** One span, where words of it would become spans of their own. */
const isCommand = (text: string): boolean => SHELL_SIGN.test(text) && text.split(' ').some((word) => isActive(word));

/** A code span, with longer backticks around it than any in it. */
export const code = (text: string): string => {
  const line = showInvisible(
    text
      .trim()
      .replace(/\s*\n\s*/g, ' ')
      .replaceAll('\t', ' '),
  );
  if (line === '') return '(empty)';
  const ticks = '`'.repeat(longestRun(line) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${ticks}${pad}${line}${pad}${ticks}`;
};

/** A block of its own lines, with a longer fence around it than any run of backticks in it. */
export const fenced = (text: string): string => {
  const body = showInvisible(text.replaceAll('\r\n', '\n'));
  const fence = '`'.repeat(Math.max(3, longestRun(body) + 1));
  return `${fence}text\n${body}\n${fence}`;
};

const longestRun = (text: string): number => {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
};

interface Piece {
  readonly kind: 'code' | 'prose';
  readonly text: string;
}

const piecesOf = (prose: string): readonly Piece[] =>
  prose.split(/( +)/).flatMap((word) => (isActive(word) ? partsOf(word) : [{ kind: 'prose', text: word } as const]));

/** A link in the text's own Markdown: what it shows and where it leads are looked at apart, so that both stay whole. */
const partsOf = (word: string): readonly Piece[] =>
  word
    .split(/(\]\()/)
    .flatMap((part, index) =>
      index % 2 === 0 && isActive(part) ? activePieces(part) : [{ kind: 'prose', text: part } as const],
    );

/** What a forge or a viewer makes a link, a picture or a formula of, although no Markdown says so. */
const ACTIVE: readonly RegExp[] = [
  /@|\$|:\/\//,
  /(?:^|[^A-Za-z0-9])(?:www\.|mailto:|xmpp:)/i,
  /[#!~%&^][\p{L}\p{N}_"{[]/u,
  /:[\w+-]+:/,
  // a reference of GitLab, `[issue:12]`, and no slice, `[i:j]`
  /\[[a-z_]{4,}:\S/,
  /(?:^|[^A-Za-z0-9])(?:gh|[A-Z][A-Z0-9_]+)-\d/,
  /(?:^|[^A-Za-z0-9])gh-\d/i,
  /(?:^|[^A-Za-z0-9])[0-9a-f]{7,64}(?:$|[^A-Za-z0-9])/i,
];

const isActive = (word: string): boolean => word.length > 0 && ACTIVE.some((pattern) => pattern.test(word));

const EDGES = /^(["'([{<]{0,8})(.*?)(["')\]}>.,;:!?]{0,8})$/s;

/** Brackets and full stops around it stay outside the code, unless they are part of what makes it active. */
const activePieces = (word: string): readonly Piece[] => {
  const [, before = '', core = '', after = ''] = EDGES.exec(word) ?? [];
  if (core === '' || !isActive(core)) return [{ kind: 'code', text: word }];
  return [
    { kind: 'prose', text: before },
    { kind: 'code', text: core },
    { kind: 'prose', text: after },
  ];
};

/** Code that touches code becomes one span: two runs of backticks side by side would be read as one longer run. */
const joined = (pieces: readonly Piece[]): string => {
  const whole: Piece[] = [];
  for (const piece of pieces) {
    if (piece.text === '') continue;
    const last = whole.at(-1);
    if (last?.kind === piece.kind) whole[whole.length - 1] = { kind: last.kind, text: last.text + piece.text };
    else whole.push(piece);
  }
  return whole
    .map((piece, index) => (piece.kind === 'code' ? code(piece.text) : prose(piece.text, index === 0)))
    .join('');
};

const prose = (text: string, atStart: boolean): string => {
  const escaped = text.replace(MARKS, (mark) => (mark.length > 1 ? mark : `\\${mark}`));
  // what begins a heading, a list, a quote or a rule, or tells a forge or a bot what to do: `/close`
  return atStart ? escaped.replace(START, startOf) : escaped;
};

/**
 * Every character that could be markup, but for two that cannot: `_` within a word, and a number in brackets that no
 * link, footnote or definition follows from. (A link needs a definition, and no text of a log can be one.)
 */
const MARKS = /\[\d{1,4}\](?![\](:[])|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|[\\`*[\]<>&~|]/g;

/** A word behind a slash is an order where it stands alone: `/home/a` is none. */
const START = /^(?:[-+=#:]|\/(?=[a-z][\w-]*(?:\s|$))|\d{1,9}(?=[.)]))/i;

const startOf = (start: string): string => (/\d/.test(start) ? `${start}\\` : `\\${start}`);
