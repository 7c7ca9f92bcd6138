import type { WriterRow } from './writer-row.ts';

/** What an agent is asked for may be anything, unless it is told to look only. */
const ASKED: readonly WriterRow[] = [
  { needs: /^(?:-p|--print|--prompt(?:=.*)?|-y|--yolo|--dangerously-skip-permissions)$/, unless: /(?:^|=)plan$/ },
];

const DRY = /^--(?:check|dry-?run|print|pretend)$/i;
const DRY_WITH_D = /^(?:-d|--dry-?run)$/i;

/** Programs that write files of their own choice: other agents, generators, package managers that rewrite a manifest. */
export const GENERATORS: readonly (readonly [program: string, rows: readonly WriterRow[]])[] = [
  ...['claude', 'gemini', 'qwen', 'cursor-agent', 'copilot'].map((name) => [name, ASKED] as const),
  ['codex', [{ needs: /^(?:exec|e|apply)$/, unless: /(?:^|=)read-only$/ }]],
  ['opencode', [{ verbs: /^run$/ }]],
  ['goose', [{ verbs: /^run$/ }]],
  ['aider', [{ unless: /^--(?:version|dry-run|list-models|show-repo-map)$/ }]],
  ['lint-staged', [{}]],
  ['sort-package-json', [{ unless: /^(?:-c|--check)$/ }]],
  ...['npm-check-updates', 'ncu'].map((name) => [name, [{ needs: /^(?:-u|--upgrade)$/ }]] as const),
  ['bundle', [{ verbs: /^(?:add|remove|update|lock)$/, unless: DRY }]],
  ['composer', [{ verbs: /^(?:require|remove|update|upgrade)$/, unless: DRY }]],
  ['pipenv', [{ verbs: /^(?:uninstall|update|upgrade|lock)$/ }]],
  ['flutter', [{ verbs: /^pub$/, needs: /^(?:add|remove|upgrade)$/, unless: DRY }]],
  ...['python', 'python3'].map(
    (name) => [name, [{ verbs: /manage\.py$/, needs: /^make(?:migrations|messages)$/, unless: DRY }]] as const,
  ),
  ['php', [{ verbs: /artisan$/, needs: /^make:/ }]],
  ['rails', [{ verbs: /^(?:g|generate|d|destroy)$/, unless: DRY }]],
  ['alembic', [{ verbs: /^(?:revision|merge)$/ }]],
  [
    'prisma',
    [
      { verbs: /^format$/, unless: DRY },
      { verbs: /^migrate$/, needs: /^dev$/ },
      { verbs: /^db$/, needs: /^pull$/, unless: DRY },
    ],
  ],
  ['drizzle-kit', [{ verbs: /^(?:generate|pull)$/ }]],
  ['sqlc', [{ verbs: /^generate$/ }]],
  ...['graphql-codegen', 'graphql-code-generator'].map((name) => [name, [{ unless: /^--check$/ }]] as const),
  ['openapi-typescript', [{ needs: /^(?:-o|--output)/ }]],
  ...['openapi-generator', 'openapi-generator-cli'].map((name) => [name, [{ verbs: /^generate$/ }]] as const),
  ['ng', [{ verbs: /^(?:g|generate|add|update)$/, unless: DRY_WITH_D }]],
  ['nx', [{ verbs: /^(?:g|generate|add|migrate|format:write)$/, unless: DRY_WITH_D }]],
  ['shadcn', [{ verbs: /^(?:add|init)$/ }]],
  ['husky', [{ verbs: /^init$/ }]],
  ['copier', [{ verbs: /^(?:copy|update|recopy)$/, unless: /^(?:-n|--pretend)$/ }]],
  ['cookiecutter', [{}]],
];
