import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { admit, endGently, isEnding } from './children.ts';
import type { GitOptions } from './git.ts';
import { type ObjectAnswers, objectAnswers } from './object-answers.ts';
import { collect, type Finished, interrupted, STDERR_LIMIT, startError, startGit, tooMuch } from './spawn-git.ts';

export interface Question {
  readonly hasContents: boolean;
  readonly names: readonly string[];
  readonly limit: number;
}

export type Where = { readonly cwd: string; readonly env: NonNullable<GitOptions['env']> };

/** Nobody's repository is held open by a process that does something else by now. */
const IDLE_MS = 500;

/** One `cat-file --batch-command`: it is asked one question at a time. */
export interface CatFile {
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

/** @param onGone it has ended, of itself or not @throws git_missing, interrupted */
export const startCatFile = (args: readonly string[], where: Where, onGone: () => void): CatFile => {
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
