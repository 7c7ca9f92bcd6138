import { field } from '../../domain/json.ts';
import { check, type Kind } from './kind.ts';
import { readToml } from './read-toml.ts';

export const rust: Kind = {
  isHere: ({ has }) => has('Cargo.toml'),
  checks: (look) => {
    const manifest = readToml(look, 'Cargo.toml');
    // at a root that is a package itself, cargo tests that one alone
    const isBoth = field(manifest, 'workspace') !== undefined && field(manifest, 'package') !== undefined;
    return [
      check('cargo test', isBoth ? 'cargo test --workspace' : 'cargo test', {
        network: true,
        definition: ['**/Cargo.toml', 'Cargo.lock', '**/build.rs', '**/.cargo/**', 'rust-toolchain*'],
      }),
    ];
  },
};
