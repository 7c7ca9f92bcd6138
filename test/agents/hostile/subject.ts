/** What is attacked: of each agent one golden session per shape of log that it writes, grown to a size. */
import { readFileSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Agent } from '../../../src/agents/agent.ts';
import { isObject } from '../../../src/domain/json.ts';
import { goldenCases, type PlacedCase, placeCase, readCase } from '../golden-case.ts';

export type Shape = 'lines' | 'document' | 'text' | 'store';

export interface Subject {
  readonly agent: Agent;
  readonly name: string;
  readonly shape: Shape;
}

const SHAPES: { readonly [extension: string]: Shape | undefined } = {
  '.jsonl': 'lines',
  '.json': 'document',
  '.md': 'text',
  '.txt': 'text',
  '.db': 'store',
  '.vscdb': 'store',
};

/** One case per agent and shape: one that is whole, if there is one, and the largest. */
const subjects = (): readonly Subject[] => {
  const candidates = goldenCases().map(({ agent, name }) => {
    const placed = placeCase({ agent, name });
    const { path } = placed.source;
    const shape = SHAPES[extname(path)];
    const size = statSync(path).size;
    placed.remove();
    if (shape === undefined) throw new Error(`expected one of ${Object.keys(SHAPES).join(', ')}, found ${path}`);
    return { agent, name, shape, size, broken: readCase(agent, name).coverage.broken.count };
  });
  const groups = Map.groupBy(candidates, ({ agent, shape }) => `${agent.id} ${shape}`);
  return [...groups.values()].flatMap((group) => group.sort((a, b) => a.broken - b.broken || b.size - a.size)[0] ?? []);
};

/** Every n-th subject, so that test files share the work: stores, which take longest, are dealt first. */
export const share = (part: number, of: number): readonly (Subject & { readonly id: string })[] =>
  subjects()
    .toSorted((a, b) => Number(b.shape === 'store') - Number(a.shape === 'store'))
    .filter((_, index) => index % of === part)
    .map((one) => ({ ...one, id: one.agent.id }));

/** Adds text where there is text already, so that JSON comes to `size` bytes and stays what it is. */
const grown = (value: unknown, size: number): unknown => {
  const missing = size - Buffer.byteLength(JSON.stringify(value));
  return missing <= 0 ? value : withMore(value, longestText(value), missing);
};

/** A piece of text with characters of one to four bytes, escapes and line ends. */
const FILLER = 'more of it, and "quoted" \\ too\nmehr ü 더 많이 🙂 ';

const longestText = (value: unknown): string => {
  let longest = '';
  JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'string' && /\s/.test(part) && part.length > longest.length) longest = part;
    return part;
  });
  return longest;
};

const withMore = (value: unknown, text: string, missing: number): unknown => {
  if (text === '') return value;
  const per = Buffer.byteLength(JSON.stringify(FILLER)) - 2;
  const filler = FILLER.repeat(Math.ceil(missing / per));
  let done = false;
  return JSON.parse(
    JSON.stringify(value, (_key, part: unknown) => {
      if (part !== text || done) return part;
      done = true;
      return `${text}${filler}`;
    }),
  );
};

/** The bytes of the case's own file, grown to at least `size`; a store is grown in place. */
export const grownBytes = (subject: Subject, placed: PlacedCase, size: number): Buffer => {
  const { path } = placed.source;
  if (subject.shape === 'store') growStore(path, size);
  const text = subject.shape === 'store' ? '' : readFileSync(path, 'utf8');
  if (subject.shape === 'lines') return growLines(text, size);
  if (subject.shape === 'document') return Buffer.from(JSON.stringify(grown(JSON.parse(text), size), null, 1));
  if (subject.shape === 'store') return readFileSync(path);
  const line = `${'words of an answer that goes on and on, ü 더 🙂 '.repeat(400)}\n`;
  return Buffer.from(text + line.repeat(Math.ceil((size - text.length) / Buffer.byteLength(line))));
};

const growLines = (text: string, size: number): Buffer => {
  const values = text
    .split('\n')
    .filter((line) => line !== '')
    .map(parsed);
  const able = values.filter((value) => longestText(value) !== '').length;
  const each = Math.ceil(size / Math.max(1, able));
  const lines = values.map((value) => JSON.stringify(isObject(value) ? grown(value, each) : value));
  return Buffer.from(`${lines.join('\n')}\n`);
};

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
};

const growStore = (path: string, size: number): void => {
  const cells = jsonCells(path).filter(({ value }) => longestText(value) !== '');
  writeCells(
    path,
    cells.map((cell) => ({ ...cell, text: JSON.stringify(grown(cell.value, Math.ceil(size / cells.length))) })),
  );
};

export interface Cell {
  readonly table: string;
  readonly column: string;
  readonly rowid: number;
  readonly value: unknown;
  readonly isBlob: boolean;
}

/** All cells of a store that hold a JSON object or array, as text or as bytes. */
export const jsonCells = (path: string): readonly Cell[] => {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const tables = database.prepare("select name from sqlite_master where type = 'table'").all();
    return tables.flatMap(({ name }) =>
      database
        .prepare(`select rowid as cell_row, * from "${String(name)}"`)
        .all()
        .flatMap((row) =>
          Object.entries(row).flatMap(([column, held]): Cell[] => {
            const isBlob = held instanceof Uint8Array;
            const value = parsed(isBlob ? Buffer.from(held).toString() : typeof held === 'string' ? held : '');
            if (typeof value !== 'object' || value === null) return [];
            return [{ table: String(name), column, rowid: Number(row['cell_row']), value, isBlob }];
          }),
        ),
    );
  } finally {
    database.close();
  }
};

export const writeCells = (path: string, cells: readonly (Omit<Cell, 'value'> & { readonly text: string })[]): void => {
  const database = new DatabaseSync(path);
  try {
    database.exec('pragma synchronous = off; pragma journal_mode = memory; begin');
    for (const { table, column, rowid, text, isBlob } of cells) {
      const held = isBlob ? Buffer.from(text) : text;
      database.prepare(`update "${table}" set "${column}" = ? where rowid = ?`).run(held, rowid);
    }
    database.exec('commit');
  } finally {
    database.close();
  }
};
