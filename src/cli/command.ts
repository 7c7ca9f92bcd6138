/** What every command has: the options of cli.md, a way out, and a world to work in. */
import { Command, Option, type BaseContext } from 'clipanion';
import { resolve } from 'node:path';
import type { World } from '../engine/ports.ts';
import { OpenSessionError } from '../domain/errors.ts';
import { openOutput, type Output, type Streams } from './output.ts';
import { openProgress, type Progress } from './progress.ts';

export interface FaceContext extends BaseContext {
  readonly streams: Streams;
  /** Runs another command line, as the demo does. */
  readonly run: Run;
}

/** @returns the exit status */
export type Run = (argv: readonly string[], streams: Streams, env: Environment) => Promise<number>;
export type Environment = { readonly [name: string]: string | undefined };

export abstract class FaceCommand extends Command<FaceContext> {
  json = Option.Boolean('--json', false, { description: 'Print one JSON document, also for errors' });
  quiet = Option.Boolean('-q,--quiet', false, { description: 'No notes, hints or progress on stderr' });
  verbose = Option.Boolean('--verbose', false, { description: 'Say more on stderr; stack traces for errors' });
  noColor = Option.Boolean('--no-color', false, { description: 'No colours (as with NO_COLOR)' });
  cwd = Option.String('--cwd', { description: 'Work as if started in this directory' });

  #output: Output | undefined;
  #progress: Progress | undefined;
  #world: Promise<World> | undefined;

  get output(): Output {
    return (this.#output ??= openOutput(this.context.streams, this.quiet));
  }

  get directory(): string {
    return resolve(this.cwd ?? '.');
  }

  /**
   * One for the whole command, which remembers where its repository lies.
   * @throws file_not_found for a --cwd that is no directory: from nowhere every session would seem to be outside
   */
  world(env?: Environment): Promise<World> {
    if (env !== undefined) return this.#openWorld(env);
    return (this.#world ??= this.#openWorld(this.context.env));
  }

  async #openWorld(env: Environment): Promise<World> {
    const { openWorld } = await import('../open-world.ts');
    if (this.cwd !== undefined) await requireDirectory(this.directory);
    return openWorld({
      cwd: this.directory,
      env,
      onRead: (bytes) => this.#progress?.read(bytes),
    });
  }

  /** To somebody who signs their commits: the version is kept, and not signed. */
  sayUnsigned(reason: string | null | undefined): void {
    if (reason == null) return;
    this.output.alarm(`warning: kept without a signature: ${reason}`);
    this.output.note('hint: unlock or name the key, then save again: the same content gets its signature');
  }

  /** A path that was given to an option, from the directory that the command works in. */
  pathOf(given: string): string {
    return resolve(this.directory, given);
  }

  progress<Value>(label: string, task: () => Promise<Value>): Promise<Value> {
    this.#progress ??= openProgress(this.output);
    return this.#progress.during(label, task);
  }

  /** Another label for what `progress` shows. */
  relabel(label: string): void {
    this.#progress?.label(label);
  }

  /** A table as wide as the terminal. What knows the width of characters takes some milliseconds to load. */
  async table(headings: readonly string[], rows: readonly (readonly string[])[]): Promise<string> {
    const { table } = await import('./table.ts');
    const { columns } = this.output;
    return table(headings, rows, columns === undefined ? {} : { line: columns, cell: columns });
  }

  /** With --json, and for anything but a terminal. */
  get printsJson(): boolean {
    return this.json || !this.output.terminal;
  }

  /** JSON or text for people. */
  async print(value: unknown, text: () => string | Promise<string>): Promise<void> {
    if (this.printsJson) await this.output.json(value);
    else await this.output.text(await text());
  }
}

const requireDirectory = async (path: string): Promise<void> => {
  const { stat } = await import('node:fs/promises');
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() !== true)
    throw new OpenSessionError('file_not_found', `expected --cwd with a directory, found none at ${path}`);
};
