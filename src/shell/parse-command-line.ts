import { parse } from 'unbash';
import type { CommandLine } from './command-line.ts';
import { hereDocumentLength } from './parsing/here-document-length.ts';
import { HONEST } from './parsing/outlook.ts';
import { newShell } from './parsing/shell-state.ts';
import { variablesOf } from './parsing/variables.ts';
import type { Walk } from './parsing/walk.ts';
import { visit, walkScript } from './parsing/walk-script.ts';

/** A longer line, in characters without the texts of here-documents, is not looked into: a command is a page at most. */
const MAX_LENGTH = 64 * 1024;
/** With them. */
const MAX_WHOLE = 1024 * 1024;
/**
 * So many `<<`, of here-documents and within their texts. What the parser (unbash 6.0.4) takes grows with the third power of those that
 * begin on one line: 0.1 s for this many, 5 s for four times as many.
 */
const MAX_HERE = 10_000;

/**
 * The simple commands of a bash command line in the order in which they would run, and what the exit status of the
 * whole line tells of each. Masking goes by an allow-list: shapes that are known to pass a status through do, every
 * other one masks. Never throws; a line that is too long, nested deeper than 100 or no bash is `parsed: false`.
 * @param missed directories to which no `cd` led, as often as its shell said so
 * @param unsure directories of `silent` that may not be there
 */
export const parseCommandLine = (
  line: string,
  missed: readonly string[] = [],
  unsure: readonly string[] = [],
): CommandLine => {
  if (line.length > MAX_WHOLE || hasMany(line, '<<', MAX_HERE)) return UNPARSED;
  if (missed.length + unsure.length > 0) return parseLine(line, [...missed], unsure);
  const known = RECENT.get(line);
  if (known !== undefined) return known;
  const parsed = parseLine(line, [], []);
  if (RECENT.size >= MAX_RECENT) RECENT.clear();
  if (line.length <= MAX_RECENT_LENGTH) RECENT.set(line, parsed);
  return parsed;
};

/** Several folds ask for the same line, and a session runs the same commands again and again. */
const RECENT = new Map<string, CommandLine>();
const MAX_RECENT = 256;
const MAX_RECENT_LENGTH = 2000;

const parseLine = (line: string, missed: string[], unsure: readonly string[]): CommandLine => {
  const limits = { broken: false };
  const variables = variablesOf(line);
  const silent: string[] = [];
  const walk: Walk = {
    source: line,
    commands: [],
    scripts: 0,
    depth: 0,
    limits,
    variables,
    opened: new Map(),
    movers: new Set(),
    missed,
    silent,
    unsure,
    visit,
  };
  try {
    const script = parse(line);
    if ((script.errors ?? []).length > 0) return UNPARSED;
    if (line.length > MAX_LENGTH && line.length - hereDocumentLength(script) > MAX_LENGTH) return UNPARSED;
    walkScript(walk, script, newShell(HONEST));
  } catch {
    // The parser reads hostile text; whatever it trips over, the line is one that cannot be told.
    return UNPARSED;
  }
  if (limits.broken) return UNPARSED;
  return { commands: walk.commands, parsed: true, ...(silent.length === 0 ? {} : { silent }) };
};

const hasMany = (line: string, mark: string, most: number): boolean => {
  let count = 0;
  for (let at = line.indexOf(mark); at >= 0 && count <= most; at = line.indexOf(mark, at + mark.length)) count++;
  return count > most;
};

const UNPARSED: CommandLine = { commands: [], parsed: false };
