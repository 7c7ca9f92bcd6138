import { join } from 'node:path';
import { field, isObject } from '../domain/json.ts';
import type { SessionPlace } from '../contract/facts.ts';
import type { World } from './ports.ts';

/** Bytes of a script file that are read. */
const LIMIT = 1024 * 1024;

/**
 * Looks scripts up in the repository's own files as they are now: package.json, composer.json and deno.json by key,
 * Makefile and justfile by target. Read lazily, each file once. `runner` is the command's name (`npm`, `make` …).
 */
export const scriptTable = (world: Pick<World, 'logs'>, root: string | null): SessionPlace['script'] => {
  const texts = new Map<string, string | undefined>();
  const textOf = (dir: string, name: string): string | undefined => {
    if (root === null || dir.split('/').includes('..')) return undefined;
    const path = join(root, dir, name);
    if (!texts.has(path)) texts.set(path, world.logs.text(path, LIMIT));
    return texts.get(path);
  };
  return (runner, dir, name) => lookUp((file) => textOf(dir, file), runner, name);
};

const lookUp = (text: (file: string) => string | undefined, runner: string, name: string): string | undefined => {
  switch (runner) {
    case 'npm':
    case 'pnpm':
    case 'yarn':
    case 'bun':
      return keyIn(text('package.json'), 'scripts', name);
    case 'composer':
      return keyIn(text('composer.json'), 'scripts', name);
    case 'deno':
      return keyIn(text('deno.json'), 'tasks', name);
    case 'make':
    case 'gmake':
      return targetIn(text('Makefile') ?? text('makefile') ?? text('GNUmakefile'), name);
    case 'just':
      return targetIn(text('justfile') ?? text('Justfile'), name);
    default:
      return undefined;
  }
};

const keyIn = (text: string | undefined, table: string, name: string): string | undefined => {
  const value = field(field(parsed(text), table), name);
  if (typeof value === 'string') return value;
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value.join(' && ') : undefined;
};

const parsed = (text: string | undefined): unknown => {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // a broken file names no scripts
  }
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
