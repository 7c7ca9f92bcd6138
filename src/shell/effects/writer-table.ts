import { GENERATORS } from './generator-table.ts';
import type { WriterRow } from './writer-row.ts';

const FIXES: readonly WriterRow[] = [
  { needs: /^--fix(?:-type|-suggestions|-dangerously|-only|=.*)?$/, unless: /^--(?:no-fix|fix-dry-run)$/ },
];
const WRITES: readonly WriterRow[] = [{ needs: /^(?:-[a-z]*w|--write)$/ }];
const IN_PLACE: readonly WriterRow[] = [{ needs: /^(?:-i|--in-place|--inplace|-inplace)/ }];
/** A file is put in the place of another, unless a build made it. */
const PACKS: readonly WriterRow[] = [
  {
    needs: /^(?!-|(?:\.\/)?(?:dist|build|out|target|coverage)\/[^.])/,
    unless: /^(?:-[a-zA-Z]*[ctl]|--(?:std(?:out|in)|to-stdout|test|list))/,
  },
];
const SNAPSHOTS: readonly WriterRow[] = [{ needs: /^(?:-u|--update|--updateSnapshot|--snapshot-update)$/ }];
const UNLESS_CHECKED: readonly WriterRow[] = [
  { unless: /^-{1,2}(?:check|diff|dry-run|test|list-different|l|c|lint)\b/ },
];

/**
 * A script's name that says that it writes: `format`, `lint:fix`. What a name such as `build` leaves behind is not known
 * here. With packages named, a package manager rewrites the manifest and the lock file; a plain install or `ci` only fills
 * folders that git ignores.
 */
const NAMED = /^(?:fmt|format|prettify|fix|autofix)(?::(?:all|write|fix))?$|[:_-](?:fix|write|format|fmt)$/;
const SCRIPTS: WriterRow = { verbs: /^(?:run|run-script)$/, needs: NAMED };

const packageManager = (changing: RegExp): readonly WriterRow[] => [
  SCRIPTS,
  { verbs: changing },
  {
    verbs: /^(?:install|i|in|isntall)$/,
    needs: /^(?!-)(?!(?:install|i|in|isntall)$)./,
    unless: /^(?:-g|--global|--no-save|--prefix)$/,
  },
  { verbs: NAMED },
];

export const WRITERS: ReadonlyMap<string, readonly WriterRow[]> = new Map<string, readonly WriterRow[]>([
  ['prettier', WRITES],
  ['gofmt', WRITES],
  ['goimports', WRITES],
  ['gofumpt', WRITES],
  ['shfmt', WRITES],
  ['eslint', FIXES],
  ['oxlint', FIXES],
  ['stylelint', FIXES],
  ['standard', FIXES],
  ['xo', FIXES],
  ['tslint', FIXES],
  ['markdownlint', FIXES],
  ['markdownlint-cli2', FIXES],
  ['golangci-lint', FIXES],
  ['swiftlint', [{ needs: /^--fix$|^autocorrect$/ }]],
  ['biome', [{ needs: /^--(?:write|fix|apply|apply-unsafe|unsafe)$/ }, { verbs: /^migrate$/, needs: /^--write$/ }]],
  ['rome', [{ needs: /^--(?:write|apply|apply-suggested)$/ }]],
  ['ruff', [...FIXES, { verbs: /^format$/, unless: /^--(?:check|diff)$/ }]],
  ['black', UNLESS_CHECKED],
  ['isort', UNLESS_CHECKED],
  ['oxfmt', UNLESS_CHECKED],
  ['rustfmt', UNLESS_CHECKED],
  ['stylua', UNLESS_CHECKED],
  ['nixfmt', UNLESS_CHECKED],
  ['alejandra', UNLESS_CHECKED],
  ['scalafmt', UNLESS_CHECKED],
  ['swiftformat', UNLESS_CHECKED],
  ['pint', UNLESS_CHECKED],
  ['phpcbf', [{}]],
  ['autopep8', IN_PLACE],
  ['yapf', IN_PLACE],
  ['clang-format', IN_PLACE],
  ['yq', IN_PLACE],
  ['autoflake', IN_PLACE],
  ['pyupgrade', [{ needs: /\.py$/ }]],
  ['rubocop', [{ needs: /^(?:-a|-A|-x|--autocorrect(?:-all)?|--auto-correct(?:-all)?|--fix-layout)$/ }]],
  ['standardrb', FIXES],
  ['php-cs-fixer', [{ verbs: /^fix$/, unless: /^--dry-run$/ }]],
  ['ktlint', [{ needs: /^(?:-F|--format)$/ }]],
  ['dprint', [{ verbs: /^fmt$/, unless: /^--diff$/ }]],
  ['taplo', [{ verbs: /^(?:fmt|format)$/, unless: /^--(?:check|diff)$/ }]],
  ['buf', [{ verbs: /^format$/, needs: /^(?:-w|--write)$/ }, { verbs: /^generate$/ }]],
  ['terraform', [{ verbs: /^fmt$/, unless: /^-check$/ }]],
  ['tofu', [{ verbs: /^fmt$/, unless: /^-check$/ }]],
  ['deno', [...FIXES, { verbs: /^fmt$/, unless: /^--check$/ }, { verbs: /^(?:add|remove|install)$/ }]],
  [
    'dart',
    [
      { verbs: /^format$/, unless: /^(?:-o|--output(?:=.*)?)$/ },
      { verbs: /^fix$/, needs: /^--apply$/ },
      { verbs: /^pub$/, needs: /^(?:add|remove|upgrade)$/, unless: /^--dry-run$/ },
    ],
  ],
  ['dotnet', [{ verbs: /^format$/, unless: /^--verify-no-changes$/ }, { verbs: /^(?:add|remove|new)$/ }]],
  ['mix', [{ verbs: /^format$/, unless: /^--(?:check-formatted|dry-run)$/ }]],
  ['cargo', [...FIXES, { verbs: /^fmt$/, unless: /^--check$/ }, { verbs: /^(?:fix|add|remove|rm|update|upgrade)$/ }]],
  ['go', [{ verbs: /^(?:fmt|fix|get|generate)$/ }, { verbs: /^mod$/, needs: /^(?:tidy|edit|init|vendor)$/ }]],
  [
    'npm',
    [
      ...packageManager(/^(?:add|uninstall|remove|rm|un|update|up|upgrade|dedupe|version|init|create|shrinkwrap)$/),
      { verbs: /^pkg$/, needs: /^(?:set|delete|fix)$/ },
      { verbs: /^audit$/, needs: /^fix$/ },
    ],
  ],
  ['pnpm', packageManager(/^(?:add|remove|rm|uninstall|update|up|upgrade|dedupe|import|init|create|patch-commit)$/)],
  ['yarn', packageManager(/^(?:add|remove|up|upgrade|dedupe|init|create|set|version)$/)],
  ['bun', packageManager(/^(?:add|remove|rm|update|init|create)$/)],
  ['uv', [{ verbs: /^(?:add|remove|lock|init|version)$/ }]],
  ['poetry', [{ verbs: /^(?:add|remove|lock|update|init|version)$/ }]],
  ['pdm', [{ verbs: /^(?:add|remove|lock|update|init)$/ }]],
  ['make', [{ verbs: NAMED }]],
  ['just', [{ verbs: NAMED }]],
  ['task', [{ verbs: NAMED }]],
  ['patch', [{ unless: /^(?:--dry-run|--check|-C)$/ }]],
  ['ed', [{ unless: /^-.*[Vh]/ }]],
  ['ex', [{}]],
  ['sd', [{ unless: /^(?:-p|--preview)$/, needs: /^/ }]],
  ['jscodeshift', [{ unless: /^(?:-d|--dry)$/ }]],
  ['ast-grep', [{ needs: /^(?:-U|--update-all)$/ }]],
  ['sg', [{ needs: /^(?:-U|--update-all)$/ }]],
  ['comby', IN_PLACE],
  ...['gzip', 'gunzip', 'bzip2', 'bunzip2', 'xz', 'unxz', 'zstd', 'unzstd'].map((name) => [name, PACKS] as const),
  ['split', [{ needs: /^[^-]/ }]],
  ['csplit', [{ needs: /^[^-]/ }]],
  ['vitest', SNAPSHOTS],
  ['jest', SNAPSHOTS],
  ['pytest', SNAPSHOTS],
  ['changeset', [{ verbs: /^version$/ }]],
  ['lerna', [{ verbs: /^version$/ }]],
  ['protoc', [{ needs: /_out=/ }]],
  ...['vim', 'nvim', 'vi'].map(
    (name) => [name, [{ needs: /(?:^|[:+|\s])(?:w|wq|wa|wqa|wqall|x|xa|update|write)!?$/ }]] as const,
  ),
  ['find', [{ needs: /^-(?:delete|fprint0?|fls)$/ }]],
  ['install', [{}]],
  ['7z', [{ verbs: /^[ex]$/ }]],
  ...GENERATORS,
]);
