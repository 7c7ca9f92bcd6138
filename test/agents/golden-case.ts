/**
 * The conformance corpus: each folder `test/fixtures/logs/<agent>/<case>/` holds one session as its agent leaves it
 * behind, and `session.json`, what is read of it. A SQLite store is kept as the SQL that makes it: `x.db.sql` becomes
 * `x.db`. `case.json` says which file is the session, where that is not `input.*`, and in which way a case is odd.
 */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Agent } from '../../src/agents/agent.ts';
import { agents } from '../../src/agents/index.ts';
import { buildStore } from './build-store.ts';
import { type ReadSession, readAll } from './read-all.ts';

const LOGS = join(import.meta.dirname, '../fixtures/logs');

export interface GoldenCase {
  readonly agent: Agent;
  readonly name: string;
  /** Where the case is kept. */
  readonly dir: string;
  /** What no log should hold, or an early shape of it. */
  readonly odd?: string;
}

interface About {
  readonly session?: string;
  readonly key?: string;
  readonly odd?: string;
}

export const goldenCases = (): readonly GoldenCase[] =>
  agents.flatMap((agent) =>
    namesBelow(join(LOGS, agent.id)).map((name) => {
      const dir = join(LOGS, agent.id, name);
      const { odd } = aboutOf(dir);
      return { agent, name, dir, ...(odd === undefined ? {} : { odd }) };
    }),
  );

export const goldenOf = ({ dir }: GoldenCase): string => join(dir, 'session.json');

const namesBelow = (dir: string): readonly string[] => (existsSync(dir) ? readdirSync(dir).sort() : []);

const aboutOf = (dir: string): About =>
  existsSync(join(dir, 'case.json')) ? (JSON.parse(readFileSync(join(dir, 'case.json'), 'utf8')) as About) : {};

export interface PlacedCase {
  readonly dir: string;
  readonly source: { readonly path: string; readonly key?: string };
  remove(): void;
}

/** Puts a copy of a case, its store built, into a temporary folder. */
export const placeCase = ({
  agent,
  name,
}: {
  readonly agent: Pick<Agent, 'id'>;
  readonly name: string;
}): PlacedCase => {
  const from = join(LOGS, agent.id, name);
  const base = mkdtempSync(join(tmpdir(), 'opensession-case-'));
  const dir = join(base, name);
  const isOurs = (path: string): boolean => ['case.json', 'session.json'].includes(relative(from, path));
  cpSync(from, dir, { recursive: true, filter: (path) => !isOurs(path) });
  for (const file of filesBelow(dir).filter((path) => path.endsWith('.sql'))) {
    buildStore(file.slice(0, -'.sql'.length), readFileSync(file, 'utf8'));
    rmSync(file);
  }
  const { session, key } = aboutOf(from);
  const input = session ?? readdirSync(dir).find((file) => file.startsWith('input.'));
  if (input === undefined) throw new Error(`expected an input.* or a case.json in ${from}`);
  return {
    dir,
    source: { path: join(dir, input), ...(key === undefined ? {} : { key }) },
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
};

export const filesBelow = (dir: string): readonly string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/** Reads the session of a case. */
export const readCase = (agent: Agent, name: string): ReadSession => {
  const placed = placeCase({ agent, name });
  try {
    return readAll(agent, placed.source);
  } finally {
    placed.remove();
  }
};

/** The text of a golden `session.json`: head, events and coverage, sources relative to the case's folder. */
export const goldenText = ({ head, events, coverage }: ReadSession, dir: string): string => {
  const sources = head.sources.map((path) => relative(dir, path).replaceAll('\\', '/'));
  return `${JSON.stringify({ ...head, sources, events, coverage }, null, 2)}\n`;
};
