import type { WriterRow } from './writer-row.ts';

/** What an agent is asked for may be anything, unless it is told to look only. */
const ASKED: readonly WriterRow[] = [{ needs: /^(?:-p|--print|--prompt(?:=.*)?)$/, unless: /(?:^|=)plan$/ }];

const DRY = /^(?:-d|--check|--dry-run|--dryRun)$/;

/** Programs that write files of their own choice: other agents, generators, package managers that rewrite a manifest. */
export const GENERATORS: readonly (readonly [program: string, rows: readonly WriterRow[]])[] = [
  ...['claude', 'gemini', 'qwen', 'cursor-agent', 'copilot'].map((name) => [name, ASKED] as const),
  ['codex', [{ needs: /^(?:exec|apply)$/, unless: /(?:^|=)read-only$/ }]],
  ['opencode', [{ verbs: /^run$/ }]],
  ['goose', [{ verbs: /^run$/ }]],
  ['aider', [{ unless: /^--(?:help|version|dry-run)$/ }]],
  ['lint-staged', [{}]],
  ['sort-package-json', [{ unless: /^(?:-c|--check)$/ }]],
  ...['npm-check-updates', 'ncu'].map((name) => [name, [{ needs: /^(?:-u|--upgrade)$/ }]] as const),
  ['bundle', [{ verbs: /^(?:add|remove|update|lock)$/ }]],
  ['composer', [{ verbs: /^(?:require|remove|update|upgrade)$/ }]],
  ['pipenv', [{ verbs: /^(?:uninstall|update|upgrade|lock)$/ }]],
  ['flutter', [{ verbs: /^pub$/, needs: /^(?:add|remove|upgrade)$/ }]],
  ...['python', 'python3'].map(
    (name) => [name, [{ verbs: /manage\.py$/, needs: /^make(?:migrations|messages)$/, unless: DRY }]] as const,
  ),
  ['php', [{ verbs: /artisan$/, needs: /^make:/ }]],
  ['rails', [{ verbs: /^(?:g|generate|d|destroy)$/ }]],
  ['alembic', [{ verbs: /^(?:revision|merge)$/ }]],
  ['prisma', [{ verbs: /^format$/ }, { verbs: /^migrate$/, needs: /^dev$/ }, { verbs: /^db$/, needs: /^pull$/ }]],
  ['drizzle-kit', [{ verbs: /^(?:generate|pull)$/ }]],
  ['sqlc', [{ verbs: /^generate$/ }]],
  ...['graphql-codegen', 'graphql-code-generator'].map((name) => [name, [{ unless: /^--check$/ }]] as const),
  ['openapi-typescript', [{ needs: /^(?:-o|--output)/ }]],
  ...['openapi-generator', 'openapi-generator-cli'].map((name) => [name, [{ verbs: /^generate$/ }]] as const),
  ['ng', [{ verbs: /^(?:g|generate|add|update)$/, unless: DRY }]],
  ['nx', [{ verbs: /^(?:g|generate|add|migrate|format:write)$/, unless: DRY }]],
  ['shadcn', [{ verbs: /^(?:add|init)$/ }]],
  ['husky', [{ verbs: /^init$/ }]],
  ['copier', [{ verbs: /^(?:copy|update|recopy)$/, unless: /^(?:-n|--pretend)$/ }]],
  ['cookiecutter', [{}]],
];
