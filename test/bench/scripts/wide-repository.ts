/** A repository of 20,000 small text files in 200 folders, with one commit, in one pack. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

export const PATHS: readonly string[] = Array.from(
  { length: 20_000 },
  (_, at) => `folder-${String(at % 200).padStart(3, '0')}/file-${String(at).padStart(5, '0')}.txt`,
);

export const makeWideRepository = (repo: string): void => {
  mkdirSync(repo, { recursive: true });
  const git = (args: readonly string[], input = ''): void =>
    void execFileSync('git', args, { cwd: repo, input, stdio: ['pipe', 'ignore', 'inherit'] });
  git(['init', '-q', '--initial-branch=main', '.']);
  const files = PATHS.map((path, at) => `M 100644 inline ${path}\ndata ${textOf(at).length}\n${textOf(at)}\n`);
  const head = 'commit refs/heads/main\ncommitter x <x@example.test> 1795342272 +0000\ndata 5\nstart\n';
  git(['fast-import', '--quiet'], `${head}${files.join('')}`);
  git(['reset', '-q', '--hard']);
};

/** 40 lines, no two files the same. */
export const textOf = (at: number): string =>
  `${Array.from({ length: 40 }, (_, line) => `line ${line} of ${at} ${(at * 7919 + line * 104_729) % 99_991}`).join('\n')}\nlast\n`;
