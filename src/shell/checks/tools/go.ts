import type { CheckTool } from '../tool.ts';

const GO_VALUES =
  '-count -timeout -parallel -p -cpu -coverprofile -covermode -coverpkg -o -shuffle -benchtime -cpuprofile ' +
  '-memprofile -trace -ldflags -gcflags -asmflags -mod -modfile -overlay -vettool -pkgdir';

export const GO_TOOLS: readonly CheckTool[] = [
  {
    name: 'go test',
    kind: 'test',
    values: `${GO_VALUES} -bench`,
    narrows: '-run -skip',
    narrowing: '-short',
    variants: '-tags -exec -vet',
    stricter: '-race',
    voids: '-list -c -n -count=0',
    bare: '.',
    whole: './...',
  },
  {
    name: 'gotestsum',
    kind: 'test',
    values: `${GO_VALUES} --format -f --junitfile --rerun-fails --packages`,
    narrows: '-run -skip',
    narrowing: '-short',
    variants: '-exec -tags',
    stricter: '-race',
  },
  {
    name: 'ginkgo',
    kind: 'test',
    optional: 'run',
    narrows: '--focus --skip --label-filter --focus-file',
    stricter: '-race --race',
    aliases: '--race=-race',
    voids: '--dry-run',
    whole: './...',
  },
  { name: 'go vet', kind: 'lint', values: GO_VALUES, variants: '-tags', voids: '-n', bare: '.', whole: './...' },
  { name: 'go build', kind: 'build', values: GO_VALUES, variants: '-tags', voids: '-n', bare: '.', whole: './...' },
  { name: 'gofmt -l', kind: 'format', verbs: '', needs: '-l -d', unless: '-w', masks: 'always' },
  { name: 'goimports -l', kind: 'format', verbs: '', needs: '-l -d', unless: '-w', masks: 'always' },
  { name: 'gofumpt -l', kind: 'format', verbs: '', needs: '-l -d', unless: '-w', masks: 'always' },
  {
    name: 'golangci-lint run',
    kind: 'lint',
    values: '--timeout --out-format -j --concurrency --output.text.path',
    narrows: '--new-from-rev -D --disable --exclude --skip-dirs --skip-files --exclude-dirs --exclude-files',
    variants: '-c --config -E --enable --enable-only --presets',
    narrowing: '-n --new',
    masks: '--issues-exit-code=0',
    whole: './...',
  },
  { name: 'staticcheck', kind: 'lint', values: '-f -tags', narrows: '-checks', masks: '-fail=', whole: './...' },
  { name: 'revive', kind: 'lint', values: '-config -formatter', masks: 'always', whole: './...' },
];
