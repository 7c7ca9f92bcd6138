import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { isAbsolute, relative, sep } from 'node:path';
import { admit, endGently, isEnding } from './children.ts';
import type { GitOptions } from './git.ts';
import { type ObjectAnswers, objectAnswers } from './object-answers.ts';
import { collect, DEFAULT_LIMIT, type Finished, interrupted, startError, startGit, tooMuch } from './spawn-git.ts';

/**
 * `cat-file` processes that stay for the next question about the same place: a command asks ten times, and to start a
 * process takes longer than to answer. What they say is to the byte what `--batch` and `--batch-check` say.
 */
export interface StandingCatFiles {
  /** undefined: the command is no such question, or is bounded in time. @throws git_missing, git_failed, interrupted */
  answer(args: readonly string[], options: GitOptions): Promise<Finished> | undefined;
  /** Ends those that work in a directory, or with objects in it: it is about to be deleted. */
  leave(dir: string): Promise<void>;
}

/** Nobody's repository is held open by a process that does something else by now. */
const IDLE_MS = 500;

export const standingCatFiles = (): StandingCatFiles => {
  const places = new Map<string, Place>();
  return {
    answer: (args, options) => {
      const question = questionIn(args, options);
      if (question === null) return undefined;
      const { cwd, env = {} } = options;
      const command = [...args.slice(0, -2), 'cat-file', '--batch-command', '--buffer'];
      const key = JSON.stringify([cwd, command, env]);
      const place = places.get(key) ?? openPlace(command, { cwd, env });
      places.set(key, place);
      return place.answer(question);
    },
    leave: async (dir) => {
      const inside = [...places].filter(([, { directories }]) => directories.some((path) => isIn(dir, path)));
      for (const [key] of inside) places.delete(key);
      await Promise.all(inside.map(([, place]) => place.end()));
    },
  };
};

interface Question {
  readonly hasContents: boolean;
  readonly names: readonly string[];
  readonly limit: number;
}

const questionIn = (args: readonly string[], options: GitOptions): Question | null => {
  const [command, mode] = args.slice(-2);
  if (command !== 'cat-file' || (mode !== '--batch' && mode !== '--batch-check')) return null;
  const { stdin, timeoutMs, signal, onOutput, limit = DEFAULT_LIMIT } = options;
  if (typeof stdin !== 'string' || stdin === '' || (timeoutMs ?? signal ?? onOutput) !== undefined) return null;
  return { hasContents: mode === '--batch', names: stdin.split('\n').slice(0, -1), limit };
};

const isIn = (dir: string, place: string): boolean => {
  const path = relative(dir, place);
  return path === '' || (path !== '..' && !path.startsWith(`..${sep}`));
};

interface Place {
  /** That its processes work in, or are told of. */
  readonly directories: readonly string[];
  answer(question: Question): Promise<Finished>;
  end(): Promise<void>;
}

type Where = { readonly cwd: string; readonly env: NonNullable<GitOptions['env']> };

/** One process at a time, started when it is asked, and asked one question after the other. */
const openPlace = (args: readonly string[], { cwd, env }: Where): Place => {
  let standing: CatFile | null = null;
  let last: Promise<unknown> = Promise.resolve();
  /** One that was told to end may take its time. */
  const living = new Set<CatFile>();
  const start = (): CatFile => {
    const fresh = startCatFile(args, { cwd, env }, () => living.delete(fresh));
    living.add(fresh);
    return (standing = fresh);
  };
  const ask = async (question: Question): Promise<Finished> => {
    if (standing?.isOver() !== false) return start().answer(question);
    const finished = await standing.answer(question);
    // it had ended between two questions, and not for this one
    return isLost(finished) ? start().answer(question) : finished;
  };
  return {
    directories: [cwd, ...Object.values(env).filter((value) => isAbsolute(value))],
    answer: (question) => {
      const answer = last.then(() => ask(question));
      last = answer.catch(() => {});
      return answer;
    },
    end: async () => {
      await last;
      await Promise.all([...living].map((one) => one.end()));
    },
  };
};

const isLost = ({ code, stdout, stderr }: Finished): boolean => code !== 0 && stdout.length === 0 && stderr === '';

interface CatFile {
  isOver(): boolean;
  answer(question: Question): Promise<Finished>;
  end(): Promise<void>;
}

interface Asked {
  readonly question: Question;
  readonly answers: ObjectAnswers;
  readonly resolve: (finished: Finished) => void;
  readonly reject: (error: unknown) => void;
}

const startCatFile = (args: readonly string[], where: Where, onGone: () => void): CatFile => {
  if (isEnding()) throw interrupted(args);
  const child = startGit(args, where);
  admit(child);
  const stderr = collect(child.stderr, { limit: STDERR_LIMIT });
  let asked: Asked | null = null;
  let isOver = false;
  let idle: NodeJS.Timeout | undefined;
  const settle = (how: (asked: Asked) => void): void => {
    const now = asked;
    asked = null;
    hold(child, false);
    if (now !== null) how(now);
  };
  child.stdin.on('error', () => {}); // it ended: `close` tells
  child.stdout.on('data', (chunk: Buffer) => {
    if (asked === null) return;
    const { answers, question } = asked;
    const isAnswered = answers.take(chunk);
    if (answers.size > question.limit) {
      isOver = true;
      void endGently(child);
      settle(({ reject }) => reject(tooMuch(args, question.limit)));
    } else if (isAnswered) {
      idle = setTimeout(() => child.stdin.end(), IDLE_MS).unref();
      settle(({ resolve }) => resolve({ code: 0, signal: null, stdout: answers.bytes(), stderr: '' }));
    }
  });
  child.once('error', (error) => {
    isOver = true;
    onGone();
    settle(({ reject }) => reject(startError(error, where.cwd)));
  });
  child.once('close', (code, signal) => {
    isOver = true;
    onGone();
    settle(({ answers, resolve, reject }) => {
      if (isEnding() && signal !== null) reject(interrupted(args));
      else resolve({ code: code ?? 128, signal, stdout: answers.bytes(), stderr: stderr.bytes().toString('utf8') });
    });
  });
  return {
    isOver: () => isOver || child.stdin.writableEnded,
    answer: (question) =>
      new Promise((resolve, reject) => {
        clearTimeout(idle);
        const answers = objectAnswers(question.names.length, question.hasContents);
        asked = { question, answers, resolve, reject };
        hold(child, true);
        child.stdin.write(commandsOf(question));
      }),
    end: async () => {
      clearTimeout(idle);
      if (isOver) return;
      const closed = once(child, 'close');
      hold(child, true);
      child.stdin.end();
      const impatient = setTimeout(() => void endGently(child), PATIENCE_MS);
      await closed;
      clearTimeout(impatient);
    },
  };
};

/** It has nothing to do but to end. */
const PATIENCE_MS = 1000;

const STDERR_LIMIT = 64 * 1024;

const commandsOf = ({ names, hasContents }: Question): string =>
  `${names.map((name) => `${hasContents ? 'contents' : 'info'} ${name}\n`).join('')}flush\n`;

/** A process of ours ends when nothing is asked any more; its pipes are closed by that, which ends the other. */
const hold = (child: ChildProcessWithoutNullStreams, isHeld: boolean): void => {
  for (const handle of [child, child.stdin, child.stdout, child.stderr].filter(isHandle)) {
    if (isHeld) handle.ref();
    else handle.unref();
  }
};

/** The pipes of a child are sockets, which their types do not say. */
const isHandle = <T extends object>(value: T): value is T & { ref(): void; unref(): void } =>
  'ref' in value && 'unref' in value;
