/** Programs that write files of their own choice: other agents, generators, package managers that rewrite a manifest. */
import { expect, test } from 'vitest';
import { fileEffects } from '../../src/shell/file-effects.ts';
import { parseCommandLine } from '../../src/shell/parse-command-line.ts';

const writersIn = (line: string): string[] =>
  parseCommandLine(line)
    .commands.flatMap(fileEffects)
    .flatMap((effect) => (effect.action === 'unnamed' ? [effect.by] : []));

test.each([
  ['claude -p "fix it" --permission-mode acceptEdits', 'claude'],
  ['codex -m gpt-5 exec --full-auto "fix it"', 'codex'],
  ['npx @openai/codex exec "fix it"', 'codex'],
  ['codex e "fix it"', 'codex'],
  ['gemini --yolo -p "fix it"', 'gemini'],
  ['gemini -y "fix it"', 'gemini'],
  ['claude --dangerously-skip-permissions "fix it"', 'claude'],
  ['opencode run "fix it"', 'opencode'],
  ['aider --message "fix it" a.py', 'aider'],
  ['cursor-agent -p "fix it"', 'cursor-agent'],
  ['npx lint-staged', 'lint-staged'],
  ['npx sort-package-json', 'sort-package-json'],
  ['npx npm-check-updates -u', 'npm-check-updates'],
  ['npx prisma migrate dev --name a', 'prisma'],
  ['python manage.py makemigrations', 'python'],
  ['python manage.py makemessages -d djangojs', 'python'],
  ['alembic revision -m a', 'alembic'],
  ['php artisan make:model A', 'php'],
  ['bin/rails generate model A', 'rails'],
  ['bundle update', 'bundle'],
  ['composer require a/b', 'composer'],
  ['buf generate', 'buf'],
  ['sqlc generate', 'sqlc'],
  ['npx graphql-codegen', 'graphql-codegen'],
  ['npx openapi-typescript a.yml -o b.ts', 'openapi-typescript'],
  ['npx ng generate component a', 'ng'],
  ['dotnet add package a --version 1.2.3', 'dotnet'],
  ['npx nx g lib a', 'nx'],
  ['npx shadcn@latest add button', 'shadcn'],
  ['copier update', 'copier'],
  ['wget https://example.org/a.js', 'wget'],
])('%s', (line, by) => {
  expect(writersIn(line)).toEqual([by]);
});

test.each([
  'claude mcp list',
  'claude -p --permission-mode plan "what is this"',
  'codex exec --sandbox read-only "what is this"',
  'claude --version',
  'codex --version',
  'codex login',
  'codex help exec',
  'codex exec --help',
  'aider --list-models gpt',
  'npx lint-staged --version',
  'cookiecutter --version',
  'alembic revision --help',
  'npx prisma format --check',
  'npx prisma db pull --print',
  'composer update --dry-run',
  'dart pub upgrade --dry-run',
  'bundle lock --print',
  'rails g model A --pretend',
  'bundle exec rspec',
  'aider --version',
  'npx sort-package-json --check',
  'npx npm-check-updates',
  'npx prisma generate',
  'python manage.py makemigrations --check',
  'alembic upgrade head',
  'php artisan test',
  'bundle install',
  'composer install',
  'buf lint',
  'npx nx test a',
  'wget --spider https://example.org',
  'wget -qO- https://example.org',
])('%s changes nothing', (line) => {
  expect(writersIn(line)).toEqual([]);
});

test.each([
  ['wget -P /tmp https://example.org/a.js', '/tmp'],
  ['wget -q -P/tmp https://example.org/a.js', '/tmp'],
  ['wget --directory-prefix=lib https://example.org/a.js', 'lib'],
  ['cd /tmp && wget https://example.org/a.js', '/tmp'],
])('%s changes what lies below %s', (line, below) => {
  expect(parseCommandLine(line).commands.flatMap(fileEffects)).toMatchObject([
    { action: 'unnamed', by: 'wget', below },
  ]);
});

test('a directory that only the shell knows may be any', () => {
  expect(writersIn('wget -P "$DIR" https://example.org/a.js')).toEqual(['wget']);
});
