/** What is known of the pictures that lie in the folder of images, each under the SHA-256 of its bytes. */
import type { Migration } from './migration.ts'

export const images: Migration = {
  version: 90,
  run: (db) =>
    db.exec(`
      CREATE TABLE image (
        -- SHA-256 in hex: the picture's name on the disk and in texts.
        id TEXT PRIMARY KEY,
        type TEXT NOT NULL,
        -- In pixels, as it is shown.
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        bytes INTEGER NOT NULL,
        -- What its file was called when the author brought it in.
        name TEXT NOT NULL,
        at INTEGER NOT NULL
      ) STRICT;
    `),
}
