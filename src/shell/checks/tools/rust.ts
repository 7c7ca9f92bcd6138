import type { CheckTool } from '../tool.ts';

const CARGO = {
  values: '--target-dir --message-format --color -j --jobs --config -Z --profile --timings',
  narrows: '-p --package --test --bin --bench --example --exclude',
  narrowing: '--lib --bins --tests --doc --examples',
  variants: '-F --features --target',
  modes: '--no-default-features',
  aliases: '--package=-p --features=-F --all=--workspace --deny=-D --warn=-W',
} as const;

export const RUST_TOOLS: readonly CheckTool[] = [
  {
    name: 'cargo test',
    kind: 'test',
    verbs: 'test t',
    ...CARGO,
    narrows: `${CARGO.narrows} --skip`,
    // all targets but the examples in comments
    narrowing: `${CARGO.narrowing} --all-targets --ignored --exact`,
    values: `${CARGO.values} --test-threads --format`,
    voids: '--no-run --list',
  },
  {
    name: 'cargo nextest run',
    kind: 'test',
    verbs: 'nextest',
    optional: 'run r',
    refuses: 'list show-config archive',
    ...CARGO,
    narrows: `${CARGO.narrows} -E --filter-expr --filterset --partition`,
    values: `${CARGO.values} --retries --test-threads -P`,
    voids: '--no-run',
    hollow: '--no-tests=pass --no-tests=warn',
  },
  { name: 'cargo check', kind: 'typecheck', verbs: 'check c', ...CARGO, operands: 'ignored' },
  {
    name: 'cargo clippy',
    kind: 'lint',
    ...CARGO,
    operands: 'ignored',
    masks: '--cap-lints=allow',
    values: `${CARGO.values} -D --deny -W --warn`,
    stricter: '-D --deny -W --warn',
    variants: `${CARGO.variants} -A --allow`,
  },
  {
    name: 'cargo build',
    kind: 'build',
    verbs: 'build b',
    ...CARGO,
    modes: `${CARGO.modes} --release`,
    operands: 'ignored',
  },
  { name: 'cargo doc', kind: 'build', verbs: 'doc d', ...CARGO, operands: 'ignored' },
  {
    name: 'cargo fmt',
    kind: 'format',
    needs: '--check',
    narrows: '-p --package',
    aliases: '--package=-p',
    operands: 'ignored',
  },
  {
    name: 'rustfmt --check',
    kind: 'format',
    verbs: '',
    needs: '--check',
    values: '--edition --config --config-path',
    operands: 'files',
  },
  { name: 'wasm-pack test', kind: 'test' },
  { name: 'wasm-pack build', kind: 'build' },
];
