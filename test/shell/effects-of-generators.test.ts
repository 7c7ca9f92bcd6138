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
  ['gemini --yolo -p "fix it"', 'gemini'],
  ['opencode run "fix it"', 'opencode'],
  ['aider --message "fix it" a.py', 'aider'],
  ['cursor-agent -p "fix it"', 'cursor-agent'],
  ['npx lint-staged', 'lint-staged'],
  ['npx sort-package-json', 'sort-package-json'],
  ['npx npm-check-updates -u', 'npm-check-updates'],
  ['npx prisma migrate dev --name a', 'prisma'],
  ['python manage.py makemigrations', 'python'],
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
  'codex --version',
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
