import { join, posix } from 'node:path';
import { field, isObject, readJson } from '../domain/json.ts';
import type { SessionPlace } from '../contract/facts.ts';
import type { World } from './ports.ts';

/** Bytes of a script file that are read. */
const LIMIT = 1024 * 1024;

/** Looks scripts up in the repository's own files as they are now. */
export const scriptTable = (world: Pick<World, 'logs'>, root: string | null): SessionPlace['script'] =>
  scriptsIn((path) => (root === null ? undefined : world.logs.text(join(root, path), LIMIT)));

/**
 * package.json, composer.json and deno.json by key, Makefile and justfile by target. Read lazily, each file once.
 * `runner` is the command's name (`npm`, `make` …).
 * @param textOf of a file of the repository, by its path from the root; undefined: there is none
 */
export const scriptsIn = (textOf: (path: string) => string | undefined): SessionPlace['script'] => {
  const known = new Map<string, ScriptFile>();
  const read = (path: string): ScriptFile => {
    const text = textOf(path);
    return { text, json: path.endsWith('.json') ? parsed(text) : undefined };
  };
  return (runner, dir, name) => {
    if (dir.split('/').includes('..')) return undefined;
    const fileAt = (file: string): ScriptFile => {
      const path = posix.join(dir, file);
      const found = known.get(path) ?? read(path);
      known.set(path, found);
      return found;
    };
    return lookUp(fileAt, runner, name);
  };
};

interface ScriptFile {
  readonly text: string | undefined;
  /** undefined also for a file that holds no object. */
  readonly json: unknown;
}

const lookUp = (file: (name: string) => ScriptFile, runner: string, name: string): string | undefined => {
  const text = (of: string): string | undefined => file(of).text;
  switch (runner) {
    case 'npm':
    case 'pnpm':
    case 'yarn':
    case 'bun':
      return keyIn(file('package.json').json, 'scripts', name);
    case 'composer':
      return keyIn(file('composer.json').json, 'scripts', name);
    case 'deno':
      return keyIn(file('deno.json').json, 'tasks', name);
    case 'make':
    case 'gmake':
      return targetIn(text('Makefile') ?? text('makefile') ?? text('GNUmakefile'), name);
    case 'just':
      return targetIn(text('justfile') ?? text('Justfile'), name);
    default:
      return undefined;
  }
};

const keyIn = (json: unknown, table: string, name: string): string | undefined => {
  const value = field(field(json, table), name);
  if (typeof value === 'string') return value;
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value.join(' && ') : undefined;
};

/** A broken file names no scripts. */
const parsed = (text: string | undefined): unknown => {
  const value = readJson(text ?? '');
  return isObject(value) ? value : undefined;
};

/** The recipe lines below `name:`, joined by ` && ` as make stops at the first that fails. */
const targetIn = (text: string | undefined, name: string): string | undefined => {
  const lines = text?.split('\n') ?? [];
  const start = lines.findIndex((line) => line.startsWith(`${name}:`) && !line.startsWith(`${name}:=`));
  if (start === -1) return undefined;
  const recipe: string[] = [];
  for (const line of lines.slice(start + 1)) {
    if (!/^[\t ]/.test(line)) break;
    recipe.push(line.trim().replace(/^[@-]+/, ''));
  }
  return recipe.length === 0 ? undefined : recipe.join(' && ');
};
