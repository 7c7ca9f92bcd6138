/** Replaces texts in every text column of a SQLite file. */
import { DatabaseSync } from 'node:sqlite';
import type { Replacement } from './moves.ts';

export const rewriteDatabase = (path: string, replacements: readonly Replacement[]): void => {
  const database = new DatabaseSync(path);
  try {
    database.exec('PRAGMA journal_mode = DELETE; PRAGMA foreign_keys = OFF; BEGIN');
    for (const { table, column } of textColumns(database)) {
      for (const { from, to } of replacements) {
        database
          .prepare(
            `UPDATE ${table} SET ${column} = replace(${column}, ?, ?) WHERE typeof(${column}) = 'text' AND instr(${column}, ?) > 0`,
          )
          .run(from, to, from);
      }
    }
    // Without VACUUM the old texts stay readable in free pages.
    database.exec('COMMIT; VACUUM');
  } finally {
    database.close();
  }
};

const textColumns = (database: DatabaseSync): readonly { readonly table: string; readonly column: string }[] =>
  database
    .prepare(
      `SELECT tables.name AS "table", columns.name AS "column" FROM sqlite_master AS tables
       JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%'`,
    )
    .all()
    .map((row) => ({ table: quoted(String(row['table'])), column: quoted(String(row['column'])) }));

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
